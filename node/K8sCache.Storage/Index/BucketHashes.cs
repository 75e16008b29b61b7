using System.Diagnostics;

namespace K8sCache.Storage.Index;

/// <summary>Which hashes belong to a bucket of so many: they lie in order.</summary>
internal static class BucketHashes
{
    /// <summary>One past the last.</summary>
    public const ulong All = 1UL << 32;

    /// <summary>The first of a bucket's; of one past the last, <see cref="All"/>.</summary>
    public static ulong FirstHash(uint home, uint buckets) =>
        Math.Min(All, (((ulong)home << 32) + buckets - 1) / buckets);

    /// <summary>A hash from its bucket and the low bits that the slot has.</summary>
    public static uint Of(uint home, uint buckets, ulong slot)
    {
        var first = FirstHash(home, buckets);
        var hash = (first & ~(ulong)SlotRef.TagMask) | (slot >> SlotRef.TagShift);
        if (hash < first)
            hash += SlotRef.TagMask + 1UL;
        Debug.Assert((hash * buckets) >> 32 == home, "the hash lies in its bucket");
        return (uint)hash;
    }
}
