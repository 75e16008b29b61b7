using System.Buffers;
using K8sCache.Node.Replication;
using K8sCache.Resp;

namespace K8sCache.Node.Sessions;

/// <summary>
/// Replies of one session that may not leave yet: everything from the first write that still waits for its copies.
/// Replies of later commands queue up behind it, so the client sees them in order.
/// </summary>
internal sealed class ReplyHold(IErrorObserver owner) : IBufferWriter<byte>, IErrorObserver
{
    /// <summary>Beyond this many waiting writes or held bytes the session parses no further.</summary>
    public const int MaxWaiting = 1024;

    public const int MaxHeldBytes = 1 << 20;

    private const int FirstBytes = 256;

    private readonly Queue<PendingWrite> _waiting = new();
    private byte[] _held = [];
    private int _start;
    private int _end;

    /// <summary>How many bytes ever held were dropped from the front: positions count from the first one ever.</summary>
    private long _dropped;

    public bool IsEmpty => _start == _end && _waiting.Count == 0;

    public bool IsFull => _waiting.Count >= MaxWaiting || _end - _start >= MaxHeldBytes;

    public int WaitingCount => _waiting.Count;

    /// <summary>Where the next byte goes.</summary>
    public long Position => _dropped + _end;

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _held.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _held.AsSpan(_end);
    }

    public void OnErrorReply(ReadOnlySpan<byte> text) => owner.OnErrorReply(text);

    public void Wait(PendingWrite write) => _waiting.Enqueue(write);

    /// <summary>Moves to the output what no unsettled write stands before. Returns how many writes left.</summary>
    public int Release(IBufferWriter<byte> output)
    {
        var released = 0;
        while (_waiting.TryPeek(out var write) && write.IsSettled)
        {
            _waiting.Dequeue();
            released++;
            output.Write(HeldUpTo(write.ReplyStart));
            _start = Index(write.ReplyStart);
            if (write.Error is { } error && !write.IsSilent)
                new RespWriter(output, RespVersion.Resp2).WriteError(error);
            else
                output.Write(HeldUpTo(write.ReplyEnd));
            _start = Index(write.ReplyEnd);
        }

        var free = _waiting.TryPeek(out var next) ? next.ReplyStart : Position;
        output.Write(HeldUpTo(free));
        _start = Index(free);
        Compact();
        if (_end == 0 && _held.Length > MaxHeldBytes)
            _held = [];
        return released;
    }

    private int Index(long position) => (int)(position - _dropped);

    private ReadOnlySpan<byte> HeldUpTo(long position) => _held.AsSpan(_start..Index(position));

    private void Compact()
    {
        if (_start < _end - _start)
            return;
        if (_start != _end)
            _held.AsSpan(_start.._end).CopyTo(_held);
        _dropped += _start;
        _end -= _start;
        _start = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_held.Length - _end < needed)
            Array.Resize(ref _held, Math.Max(FirstBytes, Math.Max(_held.Length * 2, _end + needed)));
    }
}
