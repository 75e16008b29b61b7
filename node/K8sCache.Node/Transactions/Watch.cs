using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Transactions;

/// <summary>The keys one client watches (WATCH), and whether any of them was written since.</summary>
internal sealed class Watch
{
    private readonly Dictionary<byte[], bool> _existed = new(KeyComparer.Instance);
    private bool _isTouched;

    /// <summary>Each key, and whether it existed when it was first watched.</summary>
    public IReadOnlyDictionary<byte[], bool> Keys => _existed;

    /// <summary>Set by whoever wrote one of the keys, on any thread.</summary>
    public bool IsTouched => Volatile.Read(ref _isTouched);

    public void Touch() => Volatile.Write(ref _isTouched, true);

    /// <summary>False when it is watched already.</summary>
    public bool Add(byte[] key, bool exists) => _existed.TryAdd(key, exists);
}
