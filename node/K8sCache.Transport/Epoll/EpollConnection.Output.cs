using System.Buffers;
using K8sCache.Resp;

namespace K8sCache.Transport.Epoll;

/// <summary>What goes to the peer.</summary>
internal sealed partial class EpollConnection
{
    private OutputBuffer? _output;
    private bool _outputBlocked;
    private bool _waitsForWritable;
    private bool _mustTellDrained;

    public override IBufferWriter<byte> Output => Pending;

    private OutputBuffer Pending => _output ??= new OutputBuffer(_loop.Buffers, this);

    public override long PendingOutputBytes => _output?.PendingBytes ?? 0;

    public override long WrittenBytes => _output?.AppendedBytes ?? 0;

    public override bool IsOutputBlocked => _outputBlocked;

    public override void Write(LongBytes bytes) => Pending.Append(bytes);

    public override void Flush()
    {
        if (_output is not null && _state is ConnectionState.Open or ConnectionState.Closing && !_waitsForWritable)
            SendPending(_output!, more: false);
    }

    void IOutputOwner.OnOutputAppended()
    {
        if (!IsOpen)
        {
            _output!.Clear();
            return;
        }

        Touch();
        var pending = _output!.PendingBytes;
        if (pending <= _loop.Options.OutputHighWaterBytes)
            return;
        _outputBlocked = true;
        if (pending > _loop.OutputLimitBytes)
            Fail(new ConnectionLimitException(ConnectionLimit.Output, $"The peer does not read: {pending} bytes of output are pending."));
    }

    void IOutputOwner.OnOutputRefused(Exception problem) => Fail(problem);

    int IOutputOwner.SendAtOnce(ReadOnlySpan<byte> bytes, bool more)
    {
        if (_state == ConnectionState.Open && !_waitsForWritable && PendingOutputBytes <= ILargeOutput.SentAtOnceBytesMax)
            SendPending(_output!, more: true);
        var most = PendingOutputBytes > 0 ? 0 : Math.Min(bytes.Length, ILargeOutput.SentAtOnceBytesMax);
        var total = 0;
        while (total < most && _state == ConnectionState.Open && !_waitsForWritable)
            total += Math.Max(0, Send(bytes[total..most], more || most < bytes.Length));

        // Nobody is left to keep the rest for.
        return IsOpen ? total : bytes.Length;
    }

    void IErrorObserver.OnErrorReply(ReadOnlySpan<byte> text) => (_handler as IErrorObserver)?.OnErrorReply(text);

    /// <summary>Bytes the kernel took; negative if it takes none now, or the connection failed.</summary>
    private int Send(ReadOnlySpan<byte> bytes, bool more)
    {
        var sent = _socket.Send(bytes, more);
        if (sent == -Errno.Again)
            _waitsForWritable = true;
        else if (sent < 0)
            Fail(Errno.ToException(-sent, "Sending"));
        return sent;
    }

    private void SendPending(OutputBuffer output, bool more)
    {
        while (output.PendingBytes > 0)
        {
            var sent = Send(output.Head, more || output.HasMoreThanHead);
            if (sent < 0)
                break;
            output.Consume(sent);
        }

        if (_outputBlocked && output.PendingBytes <= _loop.Options.OutputLowWaterBytes && IsOpen)
        {
            _outputBlocked = false;
            _mustTellDrained = true;
            ShowKeptSoon();
        }

        if (_state == ConnectionState.Closing)
            FinishClosing();
    }
}
