using K8sCache.Serving.Tracking;
using K8sCache.Topology;

namespace K8sCache.Node.Tracking;

/// <summary>
/// Which clients read which keys, over all loops, and who wants to hear of which prefixes. Bounded: past the bound a key
/// is forgotten for each that comes, and its clients are told as if it had been written.
/// </summary>
internal sealed class TrackingTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], TrackedKey> _keys;
    private readonly Dictionary<byte[], TrackedKey>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    /// <summary>The same keys, to choose one to forget.</summary>
    private readonly List<TrackedKey> _list = [];
    private readonly HashSet<ClientTracking> _clients = [];

    /// <summary>Those of them who want to hear of prefixes: asked for with every turn of a loop that writes.</summary>
    private readonly List<ClientTracking> _broadcasting = [];
    private int _hand;
    private int _clientCount;
    private long _itemCount;

    public TrackingTable()
    {
        _keys = new Dictionary<byte[], TrackedKey>(KeyComparer.Instance);
        _bySpan = _keys.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Clients that track, in whatever way.</summary>
    public int ClientCount => Volatile.Read(ref _clientCount);

    /// <summary>Keys, clients over all keys, and prefixes.</summary>
    public (long Keys, long Items, long Prefixes) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_keys.Count, _itemCount,
                    _clients.SelectMany(client => client.Prefixes).Distinct(KeyComparer.Instance).Count());
            }
        }
    }

    public void Add(ClientTracking client)
    {
        lock (_gate)
        {
            _clients.Add(client);
            if (client.IsBroadcast)
                _broadcasting.Add(client);
            Volatile.Write(ref _clientCount, _clients.Count);
        }
    }

    /// <summary>The keys it read stay until they are written: nobody hears of them then.</summary>
    public void Remove(ClientTracking client)
    {
        lock (_gate)
        {
            client.End();
            _clients.Remove(client);
            _broadcasting.Remove(client);
            Volatile.Write(ref _clientCount, _clients.Count);
            if (_clients.Count == 0)
                Clear();
        }
    }

    /// <summary>Notes that a client is about to read a key. Returns the key forgotten in exchange, if the bound is reached.</summary>
    public TrackedKey? Remember(ReadOnlySpan<byte> key, ClientTracking client, long keysMax)
    {
        lock (_gate)
        {
            if (!_bySpan.TryGetValue(key, out var tracked))
            {
                tracked = new TrackedKey(key.ToArray()) { Index = _list.Count };
                _keys.Add(tracked.Key, tracked);
                _list.Add(tracked);
            }

            _itemCount += tracked.Add(client);
            if (keysMax == 0 || _list.Count <= keysMax)
                return null;
            _hand = (_hand + 1) % _list.Count;
            return Take(_list[_hand] == tracked ? _list[(_hand + 1) % _list.Count] : _list[_hand]);
        }
    }

    /// <summary>Forgets keys past a bound, some at a time; none = there are no more than that.</summary>
    public List<TrackedKey> TakeExcess(long keysMax, int atMost)
    {
        var taken = new List<TrackedKey>();
        lock (_gate)
        {
            while (keysMax > 0 && _list.Count > keysMax && taken.Count < atMost)
                taken.Add(Take(_list[^1]));
        }

        return taken;
    }

    /// <summary>Forgets a key that was written; null when nobody read it.</summary>
    public TrackedKey? Take(byte[] key)
    {
        lock (_gate)
            return _keys.TryGetValue(key, out var tracked) ? Take(tracked) : null;
    }

    /// <summary>Forgets the keys of slots that are not served here any more.</summary>
    public List<TrackedKey> TakeSlots(bool[] slots)
    {
        lock (_gate)
        {
            var taken = _list.Where(tracked => slots[HashSlot.Of(tracked.Key)]).ToList();
            taken.ForEach(tracked => Take(tracked));
            return taken;
        }
    }

    /// <summary>Forgets all keys; returns every client that tracks.</summary>
    public List<ClientTracking> TakeAll()
    {
        lock (_gate)
        {
            Clear();
            return [.. _clients];
        }
    }

    public List<ClientTracking> Broadcasting()
    {
        lock (_gate)
            return [.. _broadcasting];
    }

    private TrackedKey Take(TrackedKey tracked)
    {
        _keys.Remove(tracked.Key);
        _itemCount -= tracked.Clients.Count;
        var last = _list[^1];
        _list[tracked.Index] = last;
        last.Index = tracked.Index;
        _list.RemoveAt(_list.Count - 1);
        return tracked;
    }

    private void Clear()
    {
        _keys.Clear();
        _list.Clear();
        _itemCount = 0;
    }
}
