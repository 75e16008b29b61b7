using System.Threading.Tasks.Sources;

namespace K8sCache.Transport.Tls;

/// <summary>
/// What an SslStream takes for the network: hands it one record at a time and passes on what it writes, all within
/// calls of the loop. A read that finds nothing waits, and the next record completes it there and then, so that nothing
/// of TLS ever runs on another thread.
/// </summary>
internal sealed class TlsPipe(EventLoop loop, TlsConnection owner) : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _source;
    private ReadOnlyMemory<byte> _record;
    private Memory<byte> _waiting;
    private bool _isWaiting;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Shows the next record, which must stay unchanged until this returns.</summary>
    public void Offer(ReadOnlyMemory<byte> record)
    {
        _record = record;
        if (_isWaiting)
        {
            _isWaiting = false;
            _source.SetResult(Take(_waiting.Span));
        }
    }

    /// <summary>No record will come any more: whoever waits for one is let go.</summary>
    public void Break()
    {
        _record = default;
        if (!_isWaiting)
            return;
        _isWaiting = false;
        _source.SetException(new IOException("The connection is closed."));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside();
        if (!_record.IsEmpty || buffer.IsEmpty)
            return new ValueTask<int>(Take(buffer.Span));
        _source.Reset();
        _waiting = buffer;
        _isWaiting = true;
        return new ValueTask<int>(this, _source.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside();
        owner.OnEncrypted(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _record.Length);
        _record.Span[..taken].CopyTo(buffer);
        _record = _record[taken..];
        return taken;
    }

    /// <summary>Should a runtime ever hop threads here, the connection fails instead of racing its loop.</summary>
    private void ThrowIfOutside()
    {
        if (!loop.InLoop)
            throw new InvalidOperationException("TLS ran outside of its connection's loop.");
    }
}
