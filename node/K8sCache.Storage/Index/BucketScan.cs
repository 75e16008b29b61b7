using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace K8sCache.Storage.Index;

/// <summary>
/// Compares the eight slots of a bucket with one value, one bit of the answer each: by the widest vectors the processor
/// has (AVX-512, AVX2, AdvSimd or SSE), or slot by slot where it has none.
/// </summary>
internal static unsafe class BucketScan
{
    private const int Slots = HashIndex.SlotsPerBucket;

    /// <summary>Slots that are the value in the bits of the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Equal(ulong* bucket, ulong mask, ulong value)
    {
        if (Vector512.IsHardwareAccelerated)
            return EqualBy512(bucket, mask, value);
        if (Vector256.IsHardwareAccelerated)
            return EqualBy256(bucket, mask, value);
        return Vector128.IsHardwareAccelerated ? EqualBy128(bucket, mask, value) : EqualBySlot(bucket, mask, value);
    }

    /// <summary>Slots that are less than the value in the bits of the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(ulong* bucket, ulong mask, ulong value)
    {
        if (Vector512.IsHardwareAccelerated)
            return LessBy512(bucket, mask, value);
        if (Vector256.IsHardwareAccelerated)
            return LessBy256(bucket, mask, value);
        return Vector128.IsHardwareAccelerated ? LessBy128(bucket, mask, value) : LessBySlot(bucket, mask, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EqualBy512(ulong* bucket, ulong mask, ulong value) =>
        (uint)Vector512.Equals(Vector512.Load(bucket) & Vector512.Create(mask), Vector512.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EqualBy256(ulong* bucket, ulong mask, ulong value)
    {
        var (masks, values) = (Vector256.Create(mask), Vector256.Create(value));
        return Vector256.Equals(Vector256.Load(bucket) & masks, values).ExtractMostSignificantBits()
            | (Vector256.Equals(Vector256.Load(bucket + 4) & masks, values).ExtractMostSignificantBits() << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EqualBy128(ulong* bucket, ulong mask, ulong value)
    {
        var (masks, values) = (Vector128.Create(mask), Vector128.Create(value));
        return BitsOf(
            Vector128.Equals(Vector128.Load(bucket) & masks, values),
            Vector128.Equals(Vector128.Load(bucket + 2) & masks, values),
            Vector128.Equals(Vector128.Load(bucket + 4) & masks, values),
            Vector128.Equals(Vector128.Load(bucket + 6) & masks, values));
    }

    internal static uint EqualBySlot(ulong* bucket, ulong mask, ulong value)
    {
        uint bits = 0;
        for (var slot = 0; slot < Slots; slot++)
            bits |= (bucket[slot] & mask) == value ? 1u << slot : 0;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint LessBy512(ulong* bucket, ulong mask, ulong value) =>
        (uint)Vector512.LessThan(Vector512.Load(bucket) & Vector512.Create(mask), Vector512.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint LessBy256(ulong* bucket, ulong mask, ulong value)
    {
        var (masks, values) = (Vector256.Create(mask), Vector256.Create(value));
        return Vector256.LessThan(Vector256.Load(bucket) & masks, values).ExtractMostSignificantBits()
            | (Vector256.LessThan(Vector256.Load(bucket + 4) & masks, values).ExtractMostSignificantBits() << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint LessBy128(ulong* bucket, ulong mask, ulong value)
    {
        var (masks, values) = (Vector128.Create(mask), Vector128.Create(value));
        return BitsOf(
            Vector128.LessThan(Vector128.Load(bucket) & masks, values),
            Vector128.LessThan(Vector128.Load(bucket + 2) & masks, values),
            Vector128.LessThan(Vector128.Load(bucket + 4) & masks, values),
            Vector128.LessThan(Vector128.Load(bucket + 6) & masks, values));
    }

    internal static uint LessBySlot(ulong* bucket, ulong mask, ulong value)
    {
        uint bits = 0;
        for (var slot = 0; slot < Slots; slot++)
            bits |= (bucket[slot] & mask) < value ? 1u << slot : 0;
        return bits;
    }

    // AdvSimd takes bits out of one vector about as slowly as out of four that were narrowed to one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BitsOf(Vector128<ulong> first, Vector128<ulong> second, Vector128<ulong> third, Vector128<ulong> fourth) =>
        Vector128.Narrow(Vector128.Narrow(first, second), Vector128.Narrow(third, fourth)).ExtractMostSignificantBits();
}
