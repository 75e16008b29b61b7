using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

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
    private static uint EmptyOf(ulong* bucket)
    {
        if (Vector512.IsHardwareAccelerated)
            return (uint)Vector512.Equals(Vector512.Load(bucket), Vector512<ulong>.Zero).ExtractMostSignificantBits();
        return Vector256.Equals(Vector256.Load(bucket), Vector256<ulong>.Zero).ExtractMostSignificantBits()
            | (Vector256.Equals(Vector256.Load(bucket + 4), Vector256<ulong>.Zero).ExtractMostSignificantBits() << 4);
    }

    /// <summary>Slots that are less far from their own bucket than this, empty ones among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NearerThan(ulong* bucket, int displacement)
    {
        var limit = (ulong)displacement << SlotRef.DisplacementShift;
        if (Vector512.IsHardwareAccelerated)
        {
            var distances = Vector512.Load(bucket) & Vector512.Create(DisplacementMask);
            return (uint)Vector512.LessThan(distances, Vector512.Create(limit)).ExtractMostSignificantBits();
        }

        var mask = Vector256.Create(DisplacementMask);
        var limits = Vector256.Create(limit);
        return Vector256.LessThan(Vector256.Load(bucket) & mask, limits).ExtractMostSignificantBits()
            | (Vector256.LessThan(Vector256.Load(bucket + 4) & mask, limits).ExtractMostSignificantBits() << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint MatchesOf(ulong* bucket, ulong pattern)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var slots = Vector512.Load(bucket) & Vector512.Create(MatchMask);
            return (uint)Vector512.Equals(slots, Vector512.Create(pattern)).ExtractMostSignificantBits();
        }

        var wanted = Vector256.Create(pattern);
        var mask = Vector256.Create(MatchMask);
        return Vector256.Equals(Vector256.Load(bucket) & mask, wanted).ExtractMostSignificantBits()
            | (Vector256.Equals(Vector256.Load(bucket + 4) & mask, wanted).ExtractMostSignificantBits() << 4);
    }

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
