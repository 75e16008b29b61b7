using System.Buffers;
using System.Diagnostics;
using System.Net;

namespace K8sCache.Resp.Transport.Epoll;

/// <summary>
/// A socket on a loop. Idle, it holds no buffer: input is received into the loop's and only an unconsumed rest is kept;
/// output segments go back once sent. How it ends is in <c>EpollConnection.Closing.cs</c>.
/// </summary>
internal sealed partial class EpollConnection(EpollLoop loop) : Connection(loop), IEventSource, IOutputOwner
{
    /// <summary>A kept rest up to this long is received behind in the loop's buffer; a longer one in its own.</summary>
    public const int SharedKeptBytesMax = 16 * 1024;

    private readonly EpollLoop _loop = loop;
    private IConnectionHandler _handler = null!;
    private OutputBuffer? _output;
    private NativeSocket _socket = new(-1);
    private EndPoint? _remote;
    private ulong _token;
    private uint _watched;
    private ConnectionState _state = ConnectionState.Connecting;

    /// <summary>Input shown to the handler but not consumed, and how much of the array it takes.</summary>
    private byte[] _kept = [];
    private int _keptBytes;

    private bool _readingPaused;
    private bool _outputBlocked;
    private bool _waitsForWritable;
    private bool _inputEnded;
    private bool _isTouched;
    private bool _isResuming;
    private bool _mustTellDrained;

    /// <summary>Called once when the connection is gone, whoever handled it.</summary>
    public Action? Released { get; init; }

    public override EndPoint? RemoteEndPoint => _remote ??= _socket.File >= 0 ? _socket.RemoteEndPoint() : null;

    public override EndPoint? LocalEndPoint => _socket.File >= 0 ? _socket.LocalEndPoint() : null;

    public override bool IsOpen => _state <= ConnectionState.Open;

    public override IBufferWriter<byte> Output => _output ??= new OutputBuffer(_loop.Buffers, this);

    public override long PendingOutputBytes => _output?.PendingBytes ?? 0;

    public override bool IsOutputBlocked => _outputBlocked;

    private bool MayRead => _state == ConnectionState.Open && !_readingPaused && !_outputBlocked && !_inputEnded;

    public void Accepted(NativeSocket socket, Func<Connection, IConnectionHandler> accept)
    {
        _socket = socket;
        _handler = ClosedHandler.Instance;
        try
        {
            _handler = accept(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }

        Open();
    }

    public override void PauseReading()
    {
        _readingPaused = true;
        UpdateWatch();
    }

    public override void ResumeReading()
    {
        if (!_readingPaused)
            return;
        _readingPaused = false;
        UpdateWatch();
        ResumeSoon();
    }

    public void OnReady(uint events)
    {
        if (_state == ConnectionState.Connecting)
        {
            FinishConnecting();
            return;
        }

        // Both directions are gone: nobody is left to answer.
        if ((events & (Libc.EventError | Libc.EventHangUp)) != 0 && (_watched & Libc.EventIn) == 0)
        {
            var error = _socket.TakeError();
            Fail(error == 0 ? null : Errno.ToException(error, "Connection lost"));
            return;
        }

        if ((events & Libc.EventOut) != 0)
        {
            _waitsForWritable = false;
            Flush();
        }

        if ((events & ~Libc.EventOut) == 0)
            return;
        if (MayRead)
            Receive();
        else if (_state == ConnectionState.Lingering)
            DiscardInput();
    }

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
        if (pending > _loop.Options.OutputLimitBytes)
            Fail(new IOException($"The peer does not read: {pending} bytes of output are pending."));
    }

    /// <summary>Tells the handler that its turn with this connection ends, and sends what there is.</summary>
    public void EndBatch()
    {
        if (_state == ConnectionState.Open)
            Guard(static connection => connection._handler.OnBatchEnd(connection));
        _isTouched = false;
        Flush();
        if (_state == ConnectionState.Closing)
            FinishClosing();
        UpdateWatch();
    }

    /// <summary>Goes on after reading was resumed or output drained.</summary>
    public void ShowKeptInput()
    {
        _isResuming = false;
        if (_mustTellDrained && _state == ConnectionState.Open)
        {
            _mustTellDrained = false;
            Guard(static connection => connection._handler.OnDrained(connection));
        }

        if (!MayRead || _keptBytes == 0)
            return;
        var (kept, bytes) = (_kept, _keptBytes);
        (_kept, _keptBytes) = ([], 0);
        KeepRest(kept, kept.AsSpan(0, bytes));
    }

    private void Receive()
    {
        if (_keptBytes > SharedKeptBytesMax)
        {
            ReceiveIntoOwn();
            return;
        }

        // A short rest moves to the front of the loop's buffer, and what comes is received behind it.
        var buffer = _loop.ReceiveBuffer;
        var kept = _keptBytes;
        _kept.AsSpan(0, kept).CopyTo(buffer);
        var received = _socket.Receive(buffer.AsSpan(kept));
        if (received <= 0)
        {
            OnNothingReceived(received);
            return;
        }

        ReleaseKept();
        KeepRest(null, buffer.AsSpan(0, kept + received));
    }

    private void ReceiveIntoOwn()
    {
        if (_keptBytes >= _loop.Options.InputLimitBytes)
        {
            Fail(new IOException($"More than {_loop.Options.InputLimitBytes} bytes of input make no whole request."));
            return;
        }

        if (_kept.Length - _keptBytes < _loop.Options.ReadBytesPerTurn / 2)
        {
            var bigger = _loop.Buffers.Rent((int)Math.Min(Array.MaxLength, _kept.Length * 2L));
            _kept.AsSpan(0, _keptBytes).CopyTo(bigger);
            _loop.Buffers.Return(_kept);
            _kept = bigger;
        }

        var room = _kept.AsSpan(_keptBytes);
        var received = _socket.Receive(room[..Math.Min(room.Length, _loop.Options.ReadBytesPerTurn)]);
        if (received <= 0)
        {
            OnNothingReceived(received);
            return;
        }

        var (kept, bytes) = (_kept, _keptBytes + received);
        (_kept, _keptBytes) = ([], 0);
        KeepRest(kept, kept.AsSpan(0, bytes));
    }

    /// <summary>Shows input to the handler and keeps what it does not consume.</summary>
    /// <param name="own">The connection's own array that holds the input, or null if it is the loop's.</param>
    /// <param name="input">The input.</param>
    private void KeepRest(byte[]? own, ReadOnlySpan<byte> input)
    {
        Touch();
        var consumed = Show(input);
        Debug.Assert(consumed >= 0 && consumed <= input.Length);
        var rest = input.Length - consumed;
        if (rest == 0 || !IsOpen)
        {
            if (own is not null)
                _loop.Buffers.Return(own);
        }
        else if (own is not null && (consumed == 0 || own.Length <= SharedKeptBytesMax))
        {
            if (consumed > 0)
                input[consumed..].CopyTo(own);
            (_kept, _keptBytes) = (own, rest);
        }
        else
        {
            _kept = _loop.Buffers.Rent(rest);
            _keptBytes = rest;
            input[consumed..].CopyTo(_kept);
            if (own is not null)
                _loop.Buffers.Return(own);
        }
    }

    private int Show(ReadOnlySpan<byte> input)
    {
        try
        {
            return _handler.OnReceived(this, input);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return 0;
        }
    }

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

    private void ReleaseKept()
    {
        if (_kept.Length > 0)
            _loop.Buffers.Return(_kept);
        (_kept, _keptBytes) = ([], 0);
    }

    private void Touch()
    {
        if (_isTouched)
            return;
        _isTouched = true;
        _loop.Touch(this);
    }

    private void ResumeSoon()
    {
        if (_isResuming)
            return;
        _isResuming = true;
        _loop.Resume(this);
    }

    private void UpdateWatch()
    {
        if (_socket.File < 0 || _state is ConnectionState.Connecting or ConnectionState.Closed)
            return;
        var wanted = (MayRead || (_state == ConnectionState.Lingering && !_inputEnded) ? Libc.EventIn : 0)
            | (_waitsForWritable ? Libc.EventOut : 0);
        if (wanted == _watched)
            return;
        _watched = wanted;
        _loop.ChangeWatch(_socket.File, wanted, _token);
    }

    /// <summary>Runs a handler's callback; its exception is the end of this connection only.</summary>
    private void Guard(Action<EpollConnection> call)
    {
        try
        {
            call(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }
}
