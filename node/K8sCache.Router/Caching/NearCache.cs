using K8sCache.Serving.Tracking;
using K8sCache.Topology;

namespace K8sCache.Router.Caching;

/// <summary>
/// The values of the very hottest keys, in one loop's memory. They are read on the connections on which nodes remember what was
/// read, so a write anywhere takes them out as soon as its node tells; and none is given out longer than the staleness
/// bound, whatever is told or not. A slot written through this loop is not served from here for as long, so a client
/// finds what it wrote.
/// </summary>
internal sealed class NearCache
{
    /// <summary>What an entry takes beside its key and value, about.</summary>
    private const int OverheadBytes = 120;

    private readonly Dictionary<byte[], NearValue> _values = new(KeyComparer.Instance);
    private readonly Dictionary<byte[], NearValue>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly HashSet<byte[]> _filling = new(KeyComparer.Instance);
    private readonly long[] _writtenAt = new long[HashSlot.Count];
    private readonly long _bytesMax;
    private readonly long _staleTicks;

    /// <param name="bytesMax">Memory of keys and values, overhead included.</param>
    /// <param name="staleTicks">The longest a value is given out after it was asked for, in the loop's clock's ticks.</param>
    /// <param name="now">It counts every slot as just written.</param>
    public NearCache(long bytesMax, long staleTicks, long now)
    {
        _bytesMax = bytesMax;
        _staleTicks = staleTicks;
        _bySpan = _values.GetAlternateLookup<ReadOnlySpan<byte>>();
        Array.Fill(_writtenAt, now);
    }

    public long Bytes { get; private set; }

    public int Count => _values.Count;

    public long Hits { get; private set; }

    /// <summary>Values read from nodes to be kept.</summary>
    public long Fills { get; private set; }

    /// <summary>The value's reply, if it is here and fresh.</summary>
    public byte[]? Find(ReadOnlySpan<byte> key, int slot, long now)
    {
        if (now - _writtenAt[slot] < _staleTicks || !_bySpan.TryGetValue(key, out var value) || now - value.AskedAt >= _staleTicks)
            return null;
        Hits++;
        return value.Reply;
    }

    /// <summary>Whether to read the key to keep it now: not while somebody does already, or its slot is being written.</summary>
    public bool TryBeginFill(ReadOnlySpan<byte> key, int slot, long now)
    {
        if (now - _writtenAt[slot] < _staleTicks || !_filling.GetAlternateLookup<ReadOnlySpan<byte>>().Add(key))
            return false;
        Fills++;
        return true;
    }

    /// <param name="key">As given to <see cref="TryBeginFill"/>.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="reply">Null when there is nothing to keep.</param>
    /// <param name="askedAt">When the node was asked.</param>
    public void EndFill(byte[] key, int slot, byte[]? reply, long askedAt)
    {
        _filling.Remove(key);
        Remove(key);
        if (reply is null || _writtenAt[slot] >= askedAt)
            return;
        var bytes = key.Length + reply.Length + OverheadBytes;
        if (Bytes + bytes > _bytesMax)
            DropOlder(askedAt - _staleTicks);
        if (Bytes + bytes > _bytesMax)
            return;
        _values[key] = new NearValue(reply, askedAt);
        Bytes += bytes;
    }

    /// <summary>A slot is written through this loop, or has just been.</summary>
    public void OnWrite(int slot, long now) => _writtenAt[slot] = now;

    public void Remove(ReadOnlySpan<byte> key)
    {
        if (_bySpan.Remove(key, out var name, out var value))
            Bytes -= name.Length + value.Reply.Length + OverheadBytes;
    }

    public void Clear()
    {
        _values.Clear();
        Bytes = 0;
    }

    private void DropOlder(long askedBefore)
    {
        foreach (var (key, value) in _values)
        {
            if (value.AskedAt <= askedBefore)
                Remove(key); // A dictionary may be taken from while it is walked.
        }
    }
}
