using System.Buffers;
using System.Diagnostics;
using K8sCache.Resp;

namespace K8sCache.Transport;

/// <summary>
/// Bytes on their way to one peer, in segments: none while there is nothing to send. The first segment is small, since
/// most batches of replies are; the following ones are big, and native where there are so many that the pool would not
/// keep them: what waits for a slow reader is nothing for the collector.
/// </summary>
internal sealed class OutputBuffer(BufferPool pool, IOutputOwner owner) : IBufferWriter<byte>, ILargeOutput, IErrorObserver
{
    private const int FirstSegmentBytes = 32 * 1024;
    private const int NextSegmentBytes = 128 * 1024;
    private const int NativeSegmentBytes = 1024 * 1024;

    /// <summary>Above this much pending output new segments are native.</summary>
    private const int PooledBytesMax = 512 * 1024;

    /// <summary>Full segments, before the one being written; made when first needed.</summary>
    private Queue<OutputSegment>? _full;

    /// <summary>The segment being written: an array, or a native buffer in its place.</summary>
    private byte[] _current = [];
    private NativeBuffer? _native;
    private int _written;

    /// <summary>Bytes of the oldest segment that are sent already.</summary>
    private int _sent;

    /// <summary>There was no memory once: nobody is sent anything any more.</summary>
    private bool _isRefused;

    public long PendingBytes { get; private set; }

    /// <summary>Bytes ever appended.</summary>
    public long AppendedBytes { get; private set; }

    /// <summary>The oldest bytes not yet sent.</summary>
    public ReadOnlySpan<byte> Head =>
        _full is { Count: > 0 } && _full.Peek() is var oldest ? oldest.Bytes[_sent..] : Room[_sent.._written];

    public bool HasMoreThanHead => PendingBytes > Head.Length;

    private Span<byte> Room => _native is null ? _current : _native.Bytes;

    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= Room.Length - _written);
        _written += count;
        PendingBytes += count;
        AppendedBytes += count;
        owner.OnOutputAppended();
    }

    public void OnErrorReply(ReadOnlySpan<byte> text) => owner.OnErrorReply(text);

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (Room.Length - _written < Math.Max(sizeHint, 1))
            AddSegment(sizeHint);
        return Room[_written..];
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        // A native buffer is no Memory.
        if (_native is not null || _current.Length - _written < Math.Max(sizeHint, 1))
            AddSegment(pool.Rent(Math.Max(sizeHint, NextSegmentBytes)), null);
        return _current.AsMemory(_written);
    }

    public void WriteLarge(ReadOnlySpan<byte> bytes, bool more)
    {
        var sent = owner.SendAtOnce(bytes, more);
        AppendedBytes += sent;
        for (var rest = bytes[sent..]; !rest.IsEmpty && !_isRefused;)
        {
            var span = GetSpan(Math.Min(rest.Length, NativeSegmentBytes));
            var count = Math.Min(rest.Length, span.Length);
            rest[..count].CopyTo(span);
            Advance(count);
            rest = rest[count..];
        }
    }

    /// <summary>Appends bytes that are sent from where they are; they are held until then.</summary>
    public void Append(LongBytes bytes)
    {
        if (_isRefused)
            return;
        EndSegment();
        bytes.Hold();
        var count = bytes.Bytes.Length;
        (_full ??= new Queue<OutputSegment>()).Enqueue(new OutputSegment([], null, bytes, count));
        PendingBytes += count;
        AppendedBytes += count;
        owner.OnOutputAppended();
    }

    /// <summary>Drops bytes from the head that the kernel has taken.</summary>
    public void Consume(int count)
    {
        PendingBytes -= count;
        _sent += count;
        if (_full is { Count: > 0 } && _sent == _full.Peek().Length)
        {
            _full.Dequeue().Release(pool);
            _sent = 0;
        }

        if (PendingBytes == 0)
            Clear();
    }

    /// <summary>Drops everything and gives all segments back.</summary>
    public void Clear()
    {
        while (_full is not null && _full.TryDequeue(out var segment))
            segment.Release(pool);
        if (_current.Length > 0)
            pool.Return(_current);
        _current = [];
        if (_native is not null)
            pool.ReturnNative(_native);
        _native = null;
        _written = 0;
        _sent = 0;
        PendingBytes = 0;
    }

    private void AddSegment(int sizeHint)
    {
        var isNative = sizeHint > BufferPool.LargestPooledBytes || PendingBytes >= PooledBytesMax;
        var bytes = isNative ? NativeSegmentBytes : _written == 0 && PendingBytes == 0 ? FirstSegmentBytes : NextSegmentBytes;
        bytes = Math.Max(sizeHint, bytes);
        try
        {
            if (isNative && !_isRefused)
                AddSegment([], pool.RentNative(bytes, bytes));
            else
                AddSegment(pool.Rent(bytes), null);
        }
        catch (OutOfMemoryException problem)
        {
            // Whoever writes may be serving someone else, and writes on: into what goes nowhere.
            _isRefused = true;
            owner.OnOutputRefused(problem);
            Clear();
            AddSegment(pool.Rent(Math.Max(sizeHint, BufferPool.SmallestBytes)), null);
        }
    }

    private void AddSegment(byte[] array, NativeBuffer? native)
    {
        EndSegment();
        (_current, _native) = (array, native);
    }

    private void EndSegment()
    {
        var old = new OutputSegment(_current, _native, null, _written);
        if (_written > 0)
            (_full ??= new Queue<OutputSegment>()).Enqueue(old);
        else
            old.Release(pool);
        (_current, _native, _written) = ([], null, 0);
    }
}
