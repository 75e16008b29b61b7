using System.Diagnostics.CodeAnalysis;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Transactions;

/// <summary>Which clients watch which keys, over all loops.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "No other word for it.")]
internal sealed class WatchedKeys
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], List<Watch>> _watches;
    private readonly Dictionary<byte[], List<Watch>>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private int _count;

    public WatchedKeys()
    {
        _watches = new Dictionary<byte[], List<Watch>>(KeyComparer.Instance);
        _bySpan = _watches.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Keys watched by anyone.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(byte[] key, Watch watch)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(key, out var watches))
                _watches[key] = watches = [];
            watches.Add(watch);
            Volatile.Write(ref _count, _watches.Count);
        }
    }

    public void Remove(Watch watch)
    {
        lock (_gate)
        {
            foreach (var key in watch.Keys.Keys)
            {
                if (_watches.TryGetValue(key, out var watches) && watches.Remove(watch) && watches.Count == 0)
                    _watches.Remove(key);
            }

            Volatile.Write(ref _count, _watches.Count);
        }
    }

    /// <summary>A key was written: everyone who watches it is told.</summary>
    public void Touch(ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            if (!_bySpan.TryGetValue(key, out var watches))
                return;
            foreach (var watch in watches)
                watch.Touch();
        }
    }
}
