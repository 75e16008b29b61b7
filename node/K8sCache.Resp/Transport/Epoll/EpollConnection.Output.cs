using System.Buffers;

namespace K8sCache.Resp.Transport.Epoll;

/// <summary>What goes to the peer.</summary>
internal sealed partial class EpollConnection
{
    private OutputBuffer? _output;
    private bool _outputBlocked;
    private bool _waitsForWritable;
    private bool _mustTellDrained;

    public override IBufferWriter<byte> Output => _output ??= new OutputBuffer(_loop.Buffers, this);

    public override long PendingOutputBytes => _output?.PendingBytes ?? 0;

    public override bool IsOutputBlocked => _outputBlocked;

    public override void Flush()
    {
        if (_output is not null && _state is ConnectionState.Open or ConnectionState.Closing && !_waitsForWritable)
            SendPending(_output!);
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

    void IErrorObserver.OnErrorReply(ReadOnlySpan<byte> text) => (_handler as IErrorObserver)?.OnErrorReply(text);

    private void SendPending(OutputBuffer output)
    {
        while (output.PendingBytes > 0)
        {
            var sent = _socket.Send(output.Head, output.HasMoreThanHead);
            if (sent < 0)
            {
                if (Errno.Last == Errno.Again)
                    _waitsForWritable = true;
                else
                    Fail(Errno.ToException(Errno.Last, "Sending"));
                break;
            }

            output.Consume(sent);
        }

        if (_outputBlocked && output.PendingBytes <= _loop.Options.OutputLowWaterBytes && IsOpen)
        {
            _outputBlocked = false;
            _mustTellDrained = true;
            ResumeSoon();
        }

        UpdateWatch();
        if (_state == ConnectionState.Closing)
            FinishClosing();
    }
}
