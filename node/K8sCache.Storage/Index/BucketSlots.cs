using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Index;

/// <summary>The eight slots of a bucket at once, one bit of the answer each.</summary>
internal static unsafe class BucketSlots
{
    public const uint All = (1u << HashIndex.SlotsPerBucket) - 1;

    public const ulong DisplacementMask = (ulong)HashIndex.MaxDisplacement << SlotRef.DisplacementShift;

    private const ulong MatchMask = ~0UL << SlotRef.DisplacementShift;

    public static int DisplacementOf(ulong slot) => (int)(slot >> SlotRef.DisplacementShift) & HashIndex.MaxDisplacement;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EmptyOf(ulong* bucket) => BucketScan.Equal(bucket, ulong.MaxValue, 0);

    /// <summary>Slots that are less far from their own bucket than this, empty ones among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NearerThan(ulong* bucket, int displacement) =>
        BucketScan.Less(bucket, DisplacementMask, (ulong)displacement << SlotRef.DisplacementShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MatchesOf(ulong* bucket, ulong pattern) => BucketScan.Equal(bucket, MatchMask, pattern);

    /// <summary>The first slot that is least far from its own bucket, some being nearer than they would have to be.</summary>
    public static ulong* NearestOf(ulong* bucket)
    {
        uint nearest;
        var displacement = 1;
        while ((nearest = NearerThan(bucket, displacement)) == 0)
            displacement++;
        return bucket + uint.TrailingZeroCount(nearest);
    }

    /// <summary>The first of the displaced slots that is farthest from its own bucket.</summary>
    public static ulong* FarthestOf(ulong* bucket, uint displaced)
    {
        var farthest = displaced;
        for (var displacement = 2; (displaced = ~NearerThan(bucket, displacement) & All) != 0; displacement++)
            farthest = displaced;
        return bucket + uint.TrailingZeroCount(farthest);
    }
}
