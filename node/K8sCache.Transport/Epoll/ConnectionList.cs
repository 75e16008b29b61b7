namespace K8sCache.Transport.Epoll;

/// <summary>Connections to come back to, in order. An array of their own type, unlike a list's, takes them unchecked.</summary>
internal sealed class ConnectionList
{
    private EpollConnection[] _items = new EpollConnection[64];

    public int Count { get; private set; }

    public EpollConnection this[int index] => _items[index];

    public void Add(EpollConnection connection)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = connection;
    }

    /// <summary>Drops the first ones; most often they are all.</summary>
    public void RemoveFirst(int count)
    {
        Count -= count;
        Array.Copy(_items, count, _items, 0, Count);
        Array.Clear(_items, Count, count);
    }
}
