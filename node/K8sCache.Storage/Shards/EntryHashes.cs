using K8sCache.Storage.Index;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>Hashes keys where they lie in the log.</summary>
internal sealed class EntryHashes(SegmentLog log, ulong seed) : IHashSource
{
    public uint HashAt(long address) => (uint)KeyHash.Compute(log.ItemAt(address).Key, seed);
}
