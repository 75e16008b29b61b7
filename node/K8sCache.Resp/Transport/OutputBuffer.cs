using System.Buffers;
using System.Diagnostics;

namespace K8sCache.Resp.Transport;

/// <summary>
/// Bytes on their way to one peer, in pooled segments: none while there is nothing to send. The first segment is
/// small, since most batches of replies are; the following ones are big.
/// </summary>
internal sealed class OutputBuffer(BufferPool pool, IOutputOwner owner) : IBufferWriter<byte>, IErrorObserver
{
    private const int FirstSegmentBytes = 16 * 1024;
    private const int NextSegmentBytes = 128 * 1024;

    /// <summary>Full segments, before the one being written; made when first needed.</summary>
    private Queue<ArraySegment<byte>>? _full;
    private byte[] _current = [];
    private int _written;

    /// <summary>Bytes of the oldest segment that are sent already.</summary>
    private int _sent;

    public long PendingBytes { get; private set; }

    /// <summary>The oldest bytes not yet sent.</summary>
    public ReadOnlySpan<byte> Head =>
        _full is { Count: > 0 } ? _full.Peek().AsSpan(_sent) : _current.AsSpan(_sent, _written - _sent);

    public bool HasMoreThanHead => _full is { Count: > 0 };

    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _current.Length - _written);
        _written += count;
        PendingBytes += count;
        owner.OnOutputAppended();
    }

    public void OnErrorReply(ReadOnlySpan<byte> text) => owner.OnErrorReply(text);

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_current.Length - _written < Math.Max(sizeHint, 1))
            AddSegment(sizeHint);
        return _current.AsSpan(_written);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_current.Length - _written < Math.Max(sizeHint, 1))
            AddSegment(sizeHint);
        return _current.AsMemory(_written);
    }

    /// <summary>Drops bytes from the head that the kernel has taken.</summary>
    public void Consume(int count)
    {
        PendingBytes -= count;
        _sent += count;
        if (_full is { Count: > 0 } && _sent == _full.Peek().Count)
        {
            pool.Return(_full.Dequeue().Array!);
            _sent = 0;
        }

        if (PendingBytes == 0)
            Clear();
    }

    /// <summary>Drops everything and gives all segments back.</summary>
    public void Clear()
    {
        while (_full is not null && _full.TryDequeue(out var segment))
            pool.Return(segment.Array!);
        if (_current.Length > 0)
            pool.Return(_current);
        _current = [];
        _written = 0;
        _sent = 0;
        PendingBytes = 0;
    }

    private void AddSegment(int sizeHint)
    {
        var first = _current.Length == 0;
        if (_written > 0)
            (_full ??= new Queue<ArraySegment<byte>>()).Enqueue(new ArraySegment<byte>(_current, 0, _written));
        else if (!first)
            pool.Return(_current);
        _current = pool.Rent(Math.Max(sizeHint, first ? FirstSegmentBytes : NextSegmentBytes));
        _written = 0;
    }
}
