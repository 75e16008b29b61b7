using System.Buffers;
using System.Diagnostics;
using K8sCache.Resp;

namespace K8sCache.Transport.Tls;

/// <summary>
/// What goes to the peer: gathered in plain, encrypted at the end of the turn in full records, and never far more of it
/// than the connection below gets rid of.
/// </summary>
internal sealed partial class TlsConnection
{
    private OutputBuffer? _output;
    private bool _outputBlocked;
    private bool _mustTellDrained;

    public override IBufferWriter<byte> Output => Pending;

    private OutputBuffer Pending => _output ??= new OutputBuffer(Loop.Buffers, this);

    public override long PendingOutputBytes => PendingPlainBytes + _inner.PendingOutputBytes;

    public override long WrittenBytes => _output?.AppendedBytes ?? 0;

    public override bool IsOutputBlocked => _outputBlocked;

    private long PendingPlainBytes => _output?.PendingBytes ?? 0;

    public override void Write(LongBytes bytes) => Pending.Append(bytes);

    public override void Flush()
    {
        Encrypt();
        _inner.Flush();
    }

    /// <summary>Takes what the SslStream has to say to the peer.</summary>
    public void OnEncrypted(ReadOnlySpan<byte> bytes) => _inner.Output.Write(bytes);

    void IOutputOwner.OnOutputAppended()
    {
        if (!IsOpen)
        {
            _output!.Clear();
            return;
        }

        if (_state == TlsState.Open)
            _inner.Touch();
        var pending = PendingOutputBytes;
        if (pending <= Loop.Options.OutputHighWaterBytes)
            return;
        if (!_outputBlocked)
        {
            _outputBlocked = true;
            UpdateReading();
        }

        if (pending > Loop.OutputLimitBytes)
            Fail(new ConnectionLimitException(ConnectionLimit.Output, $"The peer does not read: {pending} bytes of output are pending."));
    }

    void IOutputOwner.OnOutputRefused(Exception problem) => Fail(problem);

    int IOutputOwner.SendAtOnce(ReadOnlySpan<byte> bytes, bool more)
    {
        var total = 0;
        var most = Math.Min(bytes.Length, ILargeOutput.SentAtOnceBytesMax);
        try
        {
            if (PendingPlainBytes <= ILargeOutput.SentAtOnceBytesMax)
                Encrypt();
            while (total < most && _state == TlsState.Open && PendingPlainBytes == 0 && MayEncrypt(mayFlush: true))
            {
                var record = bytes[total..most];
                record = record[..Math.Min(record.Length, TlsRecord.PlainBytesMax)];
                EncryptRecord(record);
                total += record.Length;
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        // Nobody is left to keep the rest for.
        return IsOpen ? total : bytes.Length;
    }

    void IErrorObserver.OnErrorReply(ReadOnlySpan<byte> text) => (_handler as IErrorObserver)?.OnErrorReply(text);

    void IConnectionHandler.OnBatchEnd(Connection connection)
    {
        if (_state == TlsState.Open)
            _handler!.OnBatchEnd(this);
        Encrypt();
    }

    void IConnectionHandler.OnDrained(Connection connection) => Encrypt();

    /// <summary>Encrypts what is pending while the connection below takes it.</summary>
    private void Encrypt()
    {
        if (_state is not (TlsState.Open or TlsState.Closing))
            return;
        while (PendingPlainBytes > 0 && MayEncrypt(mayFlush: false))
        {
            var head = _output!.Head;
            var record = head[..Math.Min(head.Length, TlsRecord.PlainBytesMax)];
            EncryptRecord(record);
            _output.Consume(record.Length);
        }

        if (PendingPlainBytes > 0)
            return;
        if (_state == TlsState.Closing)
            FinishClosing();
        else if (_outputBlocked && !_inner.IsOutputBlocked)
            Unblock();
    }

    private bool MayEncrypt(bool mayFlush)
    {
        if (_inner.IsOutputBlocked && mayFlush)
            _inner.Flush();
        return _inner.IsOpen && !_inner.IsOutputBlocked;
    }

    /// <summary>Copied, since the bytes may be in native memory, which an SslStream does not take.</summary>
    private void EncryptRecord(ReadOnlySpan<byte> plain)
    {
        plain.CopyTo(_tls.Outgoing);
        var writing = _ssl!.WriteAsync(_tls.Outgoing.AsMemory(0, plain.Length), CancellationToken.None);
        ThrowIfUnfinished(writing.IsCompleted, writing.IsFaulted ? writing.AsTask().Exception : null);
    }

    private void Unblock()
    {
        _outputBlocked = false;
        _mustTellDrained = true;
        ResumeSoon();
    }

    private void TellDrained()
    {
        if (!_mustTellDrained)
            return;
        _mustTellDrained = false;
        _handler!.OnDrained(this);
    }

    private void FinishClosing()
    {
        _state = TlsState.Closed;
        var telling = _ssl!.ShutdownAsync();
        ThrowIfUnfinished(telling.IsCompleted, telling.Exception);
        _inner.Close();
    }

    /// <summary>The pipe takes everything at once, so whatever is not done has failed.</summary>
    private static void ThrowIfUnfinished(bool isCompleted, Exception? problem)
    {
        Debug.Assert(isCompleted);
        if (problem is not null)
            throw new IOException("Encrypting failed.", problem.GetBaseException());
        if (!isCompleted)
            throw new InvalidOperationException("Encrypting waits for something.");
    }
}
