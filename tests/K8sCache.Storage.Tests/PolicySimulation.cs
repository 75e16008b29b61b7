using K8sCache.Storage.Memory;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage.Tests;

/// <summary>The engine's eviction policy with a capacity in entries, as the reference simulation has it.</summary>
internal sealed class PolicySimulation
{
    private readonly int _capacity;
    private readonly Dictionary<int, int> _indexOf = [];
    private readonly Stack<int> _free = new();
    private readonly int[] _keyAt;
    private S3FifoPolicy _policy = new();

    public PolicySimulation(int capacity)
    {
        _capacity = capacity;
        var pages = (capacity + PagedArray<FifoLink>.PageLength - 1) / PagedArray<FifoLink>.PageLength;
        _keyAt = new int[pages * PagedArray<FifoLink>.PageLength];
        for (var page = 0; page < pages; page++)
            _policy.AddPage();
        for (var index = 0; index < _keyAt.Length; index++)
            _free.Push(index);
    }

    /// <summary>Reads a key, and stores it where it was missing; whether it was there.</summary>
    public bool Request(int key)
    {
        if (_indexOf.TryGetValue(key, out var index))
        {
            _policy.Used(index);
            return true;
        }
        if (_indexOf.Count >= _capacity)
        {
            var victim = _policy.ChooseVictim();
            _policy.Removed(victim);
            _indexOf.Remove(_keyAt[victim]);
            _free.Push(victim);
        }
        index = _free.Pop();
        _keyAt[index] = key;
        _indexOf[key] = index;
        _policy.Added(index, (uint)KeyHash.Compute(BitConverter.GetBytes(key), 7));
        return false;
    }
}
