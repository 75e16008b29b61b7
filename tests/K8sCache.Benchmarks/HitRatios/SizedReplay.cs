using System.Runtime.InteropServices;
using K8sCache.Benchmarks.Engines;
using K8sCache.Storage;

namespace K8sCache.Benchmarks.HitRatios;

/// <summary>Hits in percent of requests and of their bytes, and the bytes of values held on average once full.</summary>
internal sealed record SizedReplay(double ObjectPercent, double BytePercent, double MeanBytes)
{
    private const int KeyBytes = 16;

    public static SizedReplay OfEngine(Trace trace, int[] lengths, long memoryBytes)
    {
        using var engine = new CacheEngine(new CacheEngineOptions
        {
            MemoryLimitBytes = memoryBytes,
            Time = TimeProvider.System,
            HashSeed = 7,
        });
        var tally = new Tally(trace, lengths);
        engine.Removals = (key, _) => tally.Gone(MemoryMarshal.Read<int>(key));
        Span<byte> bytes = stackalloc byte[KeyBytes];
        bytes.Clear();
        var value = new byte[lengths.Max()];
        var sink = default(LengthSink);
        foreach (var key in trace.Keys)
        {
            MemoryMarshal.Write(bytes, key);
            var isHit = engine.Get(bytes, ref sink) == EngineStatus.Ok;
            if (!isHit && engine.Set(bytes, value.AsSpan(0, lengths[key])) == EngineStatus.Ok)
                tally.Came(key);
            tally.Asked(key, isHit);
        }

        return tally.Result;
    }

    /// <summary>Of an exact LRU that holds up to so many bytes of values.</summary>
    public static SizedReplay OfLru(Trace trace, int[] lengths, long payloadBytes)
    {
        var tally = new Tally(trace, lengths);
        var order = new LinkedList<int>();
        var nodes = new LinkedListNode<int>?[trace.KeyCount];
        foreach (var key in trace.Keys)
        {
            var node = nodes[key];
            var isHit = node is not null;
            if (node is not null)
                order.Remove(node);
            else
                tally.Came(key);
            nodes[key] = order.AddLast(key);
            tally.Asked(key, isHit);
            while (tally.HeldBytes > payloadBytes)
            {
                var oldest = order.First!.Value;
                order.RemoveFirst();
                nodes[oldest] = null;
                tally.Gone(oldest);
            }
        }

        return tally.Result;
    }

    private sealed class Tally(Trace trace, int[] lengths)
    {
        private long _hits;
        private long _hitBytes;
        private long _askedBytes;
        private double _heldSum;
        private long _samples;
        private bool _isFull;

        public long HeldBytes { get; private set; }

        public SizedReplay Result => new(
            100.0 * _hits / trace.Keys.Length,
            100.0 * _hitBytes / _askedBytes,
            _samples == 0 ? HeldBytes : _heldSum / _samples);

        public void Came(int key) => HeldBytes += lengths[key];

        public void Gone(int key)
        {
            HeldBytes -= lengths[key];
            _isFull = true;
        }

        public void Asked(int key, bool isHit)
        {
            _askedBytes += lengths[key];
            _hits += isHit ? 1 : 0;
            _hitBytes += isHit ? lengths[key] : 0;
            _heldSum += _isFull ? HeldBytes : 0;
            _samples += _isFull ? 1 : 0;
        }
    }
}
