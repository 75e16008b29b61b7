using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Index;

/// <summary>The eight slots of a bucket at once, one bit of the answer each.</summary>
internal sealed unsafe partial class HashIndex
{
    // As many as Prefetch fetches.
    private const int PeekedBuckets = 2;

    private const uint AllSlots = (1u << SlotsPerBucket) - 1;

    /// <summary>
    /// Has the processor fetch where a search for the hash begins, and waits for nothing. May be called without the lock:
    /// what it then takes for the place may be another, which costs a fetch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(uint hash)
    {
        var bucket = _lines.Peek(HomeOf(hash));
        Prefetching.Fetch(bucket);
        // Every third search goes on to the next.
        Prefetching.Fetch(bucket + LinePages.LineBytes);
    }

    /// <summary>
    /// Where an entry with this hash probably is, 0 = probably nowhere. Needs no lock where what it reads stays mapped: then
    /// the answer may be anything.
    /// </summary>
    public long PeekAddress(uint hash)
    {
        var home = HomeOf(hash);
        for (var displacement = 0; displacement < PeekedBuckets; displacement++)
        {
            var bucket = (ulong*)_lines.Peek(home + (uint)displacement);
            if (bucket == null)
                return 0;
            var matches = MatchesOf(bucket, SlotRef.Pattern(hash, displacement));
            if (matches != 0)
                return SlotRef.AddressOf(bucket[uint.TrailingZeroCount(matches)]);
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint EmptyOf(ulong* bucket) => BucketScan.Equal(bucket, ulong.MaxValue, 0);

    /// <summary>Slots that are less far from their own bucket than this, empty ones among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NearerThan(ulong* bucket, int displacement) =>
        BucketScan.Less(bucket, DisplacementMask, (ulong)displacement << SlotRef.DisplacementShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint MatchesOf(ulong* bucket, ulong pattern) => BucketScan.Equal(bucket, MatchMask, pattern);

    /// <summary>The first slot that is least far from its own bucket, some being nearer than they would have to be.</summary>
    private static ulong* NearestOf(ulong* bucket)
    {
        uint nearest;
        var displacement = 1;
        while ((nearest = NearerThan(bucket, displacement)) == 0)
            displacement++;
        return bucket + uint.TrailingZeroCount(nearest);
    }

    /// <summary>The first of the displaced slots that is farthest from its own bucket.</summary>
    private static ulong* FarthestOf(ulong* bucket, uint displaced)
    {
        var farthest = displaced;
        for (var displacement = 2; (displaced = ~NearerThan(bucket, displacement) & AllSlots) != 0; displacement++)
            farthest = displaced;
        return bucket + uint.TrailingZeroCount(farthest);
    }
}
