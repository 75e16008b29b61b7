using K8sCache.Storage.Index;

namespace K8sCache.Storage.Tests.Index;

/// <summary>Every width on every machine: where the processor lacks one, the runtime computes it otherwise.</summary>
public sealed unsafe class BucketScanTests
{
    private const int Rounds = 40_000;

    [Fact]
    public void Every_width_finds_the_slots_that_are_equal() => Check(
        static (slot, value) => slot == value,
        BucketScan.Equal, BucketScan.EqualBy512, BucketScan.EqualBy256, BucketScan.EqualBy128, BucketScan.EqualBySlot);

    [Fact]
    public void Every_width_finds_the_slots_that_are_less() => Check(
        static (slot, value) => slot < value,
        BucketScan.Less, BucketScan.LessBy512, BucketScan.LessBy256, BucketScan.LessBy128, BucketScan.LessBySlot);

    private delegate uint Scan(ulong* bucket, ulong mask, ulong value);

    private static void Check(Func<ulong, ulong, bool> holds, params Scan[] scans)
    {
        var random = new Random(7);
        Span<bool> seen = stackalloc bool[1 << HashIndex.SlotsPerBucket];
        fixed (ulong* bucket = new ulong[HashIndex.SlotsPerBucket])
        {
            for (var round = 0; round < Rounds; round++)
            {
                // High bits, too: a comparison with a sign would take those for less.
                var mask = random.Next(3) switch { 0 => ulong.MaxValue, 1 => 0xFUL << 60, _ => ~0UL << 32 };
                var value = Pick(random) & mask;
                for (var slot = 0; slot < HashIndex.SlotsPerBucket; slot++)
                    bucket[slot] = random.Next(2) == 0 ? value : Pick(random);
                uint expected = 0;
                for (var slot = 0; slot < HashIndex.SlotsPerBucket; slot++)
                    expected |= holds(bucket[slot] & mask, value) ? 1u << slot : 0;
                seen[(int)expected] = true;
                foreach (var scan in scans)
                    Assert.Equal(expected, scan(bucket, mask, value));
            }
        }

        Assert.Equal(seen.Length, seen.Count(true));
    }

    private static ulong Pick(Random random) => Bit(random, 63) | Bit(random, 60) | Bit(random, 32) | Bit(random, 0);

    private static ulong Bit(Random random, int place) => (ulong)random.NextInt64(2) << place;
}
