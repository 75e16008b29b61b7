namespace K8sCache.Storage;

/// <summary>
/// For who knows several keys before the first is read: the processor then waits for the memory of all of them at once. A
/// read of a random entry among millions is nearly all such waiting, first for its bucket of the index, then for the entry.
/// </summary>
public sealed partial class CacheEngine
{
    /// <summary>
    /// Keys worth knowing ahead; with more, what was fetched for the first goes again before it is used.
    /// </summary>
    public const int PrefetchedKeys = 16;

    /// <summary>First step: has the bucket fetched. What <see cref="PrefetchEntry"/> asks for, and nothing else takes.</summary>
    public ulong Prefetch(ReadOnlySpan<byte> key)
    {
        var hash = KeyHash.Compute(key, _context.HashSeed);
        ShardOf(hash).PrefetchBucket((uint)hash);
        return hash;
    }

    /// <summary>Second step, when the bucket had time to come: has the entry fetched. Takes no lock, changes nothing.</summary>
    public void PrefetchEntry(ulong prefetched) => ShardOf(prefetched).PrefetchEntry((uint)prefetched);
}
