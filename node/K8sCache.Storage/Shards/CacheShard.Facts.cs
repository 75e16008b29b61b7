using K8sCache.Storage.Keys;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    /// <summary>Records there are, in use or not.</summary>
    public int Capacity
    {
        get
        {
            using var held = Hold(0);
            return _entries.Capacity;
        }
    }

    public EngineStatus Describe(uint hash, ReadOnlySpan<byte> key, out EntryFacts facts)
    {
        using var held = Hold(0);
        facts = default;
        var index = FindLive(hash, key, _context.NowMs);
        if (index == None)
            return EngineStatus.Missing;
        ref var entry = ref _entries.At(index);
        var recordBytes = (PagedArray<Entry>.PageBytes + _policy.PageBytes) / PagedArray<Entry>.PageLength;
        facts = new EntryFacts(
            _policy.UsesOf(index),
            DataBytes(entry) + recordBytes + sizeof(int),
            (long)(entry.VersionClock >> EntryVersion.CounterBits));
        return EngineStatus.Ok;
    }
}
