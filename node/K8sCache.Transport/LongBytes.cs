using System.Diagnostics;

namespace K8sCache.Transport;

/// <summary>
/// Received bytes of one long request, taken over from its connection: they are sent on from where they were received.
/// Counted by who holds them, on one loop's thread; the last to let go gives the memory back.
/// </summary>
public sealed class LongBytes
{
    private readonly BufferPool _pool;
    private readonly NativeBuffer _buffer;
    private readonly int _start;
    private readonly int _length;
    private int _holders = 1;

    internal LongBytes(BufferPool pool, NativeBuffer buffer, int start, int length)
    {
        _pool = pool;
        _buffer = buffer;
        _start = start;
        _length = length;
        pool.LongInputs.HandOn(length, buffer.Length);
    }

    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            Debug.Assert(_holders > 0, "only who holds the bytes may look at them");
            return _buffer.Bytes.Slice(_start, _length);
        }
    }

    /// <summary>One more holds them, and will <see cref="Release"/> them.</summary>
    public void Hold() => _holders++;

    public void Release()
    {
        Debug.Assert(_holders > 0, "nobody lets go twice");
        if (--_holders > 0)
            return;
        var memory = _buffer.Length;
        _pool.ReturnNative(_buffer);
        _pool.LongInputs.TakeBack(_length, memory);
    }
}
