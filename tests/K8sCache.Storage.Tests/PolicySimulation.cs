using K8sCache.Storage.Eviction;
using K8sCache.Storage.Index;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Tests;

/// <summary>
/// An eviction policy of the engine over queues of segments with a capacity in entries, as the reference simulation has it.
/// </summary>
internal sealed class PolicySimulation<TPolicy>(int capacity, Func<ShardMemory, TPolicy> newPolicy)
    where TPolicy : struct, IEvictionPolicy
{
    private const int SegmentsPerCapacity = 256;

    private readonly int _segmentLength = Math.Max(1, capacity / SegmentsPerCapacity);
    private readonly Dictionary<int, int> _usesOf = [];
    private readonly Queue<List<int>>[] _closed = [new(), new()];
    private readonly List<int>[] _open = [[], []];
    private readonly int[] _sizes = new int[2];
    private TPolicy _policy = newPolicy(new ShardMemory(
        new MemoryBudget(long.MaxValue), new NativeArena(usesHugePages: false, Environment.SystemPageSize), new EntryBlocks(0)));

    public long Hits { get; private set; }

    public long Requests { get; private set; }

    private int Count => _usesOf.Count;

    /// <summary>Reads a key, and stores it where it was missing.</summary>
    public void Request(int key)
    {
        Requests++;
        if (_usesOf.TryGetValue(key, out var uses))
        {
            Hits++;
            _usesOf[key] = Math.Min(uses + 1, SlotRef.MaxUses);
            return;
        }

        var queue = _policy.Admit(HashOf(key), Count);
        while (_sizes[0] + _sizes[1] >= capacity)
            Sweep();
        _usesOf[key] = 0;
        Add(queue, key);
    }

    private void Sweep()
    {
        var queue = _policy.QueueToSweep(_sizes[0], _sizes[1]);
        if (!_closed[(int)queue].TryDequeue(out var segment))
        {
            segment = _open[(int)queue];
            _open[(int)queue] = [];
        }

        _sizes[(int)queue] -= segment.Count;
        foreach (var key in segment)
        {
            if (_policy.Keeps(queue, _usesOf[key], out var usesLeft))
            {
                _usesOf[key] = usesLeft;
                Add(LogQueue.Main, key);
                continue;
            }

            _usesOf.Remove(key);
            _policy.Evicted(HashOf(key), queue, capacity);
        }
    }

    private void Add(LogQueue queue, int key)
    {
        var open = _open[(int)queue];
        open.Add(key);
        _sizes[(int)queue]++;
        if (open.Count < _segmentLength)
            return;
        _closed[(int)queue].Enqueue(open);
        _open[(int)queue] = [];
    }

    private static uint HashOf(int key) => (uint)KeyHash.Compute(BitConverter.GetBytes(key), 7);
}
