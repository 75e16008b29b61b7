using K8sCache.Node.Transactions;

namespace K8sCache.Node.Tracking;

/// <summary>Tells those who asked of keys that changed: transactions that watch them.</summary>
internal sealed class KeyChanges
{
    private readonly WatchedKeys _watched = new();

    /// <summary>Whether anybody asked; else a write need not say anything.</summary>
    public bool IsObserved => _watched.Count > 0;

    public int WatchedKeyCount => _watched.Count;

    public void Watch(byte[] key, Watch watch) => _watched.Add(key, watch);

    public void Unwatch(Watch watch) => _watched.Remove(watch);

    /// <summary>A key was written, on any thread.</summary>
    public void Wrote(ReadOnlySpan<byte> key) => _watched.Touch(key);
}
