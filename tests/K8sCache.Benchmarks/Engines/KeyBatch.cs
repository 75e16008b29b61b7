using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Sixteen keys that are known before the first is read, as in MGET.</summary>
internal sealed class KeyBatch
{
    public const int Keys = CacheEngine.PrefetchedKeys;

    private readonly byte[][] _keys = [.. Enumerable.Range(0, Keys).Select(_ => "key:............"u8.ToArray())];
    private readonly ulong[] _prefetched = new ulong[Keys];

    public void Get(CacheEngine engine, KeySequence numbers, int count, ref LengthSink sink)
    {
        for (var i = 0; i < Keys; i++)
        {
            KeySequence.Write(_keys[i], numbers.RandomNumber(count));
            _prefetched[i] = engine.Prefetch(_keys[i]);
        }

        foreach (var prefetched in _prefetched)
            engine.PrefetchEntry(prefetched);
        foreach (var key in _keys)
            engine.Get(key, ref sink);
    }
}
