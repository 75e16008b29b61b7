using K8sCache.Storage.Keys;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    // A slot of the index at its usual fill, and a ghost.
    private const int IndexBytesPerEntry = 14;

    public EngineStatus Describe(uint hash, ReadOnlySpan<byte> key, out EntryFacts facts)
    {
        using var held = _gate.EnterScope();
        facts = default;
        var entry = FindLive(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        var raw = _log.RawAt(entry.Address);
        var bytes = raw.Length + IndexBytesPerEntry
            + (raw.IsStub ? Memory.EntryBlocks.AllocatedBytes(raw.BlockBytes) : 0)
            + (entry.Item.IsLarge ? _larges.BytesOf(entry.Item) : 0);
        facts = new EntryFacts(
            entry.Slot.Uses,
            bytes,
            (long)(entry.Item.Version(_context.Nodes).Clock >> EntryVersion.CounterBits));
        return EngineStatus.Ok;
    }
}
