using System.Diagnostics;

namespace K8sCache.Resp.Transport.Epoll;

/// <summary>What the peer sends.</summary>
internal sealed partial class EpollConnection
{
    /// <summary>A kept rest up to this long is received behind in the loop's buffer; a longer one in its own.</summary>
    public const int SharedKeptBytesMax = 16 * 1024;

    /// <summary>Input shown to the handler but not consumed, and how much of the array it takes.</summary>
    private byte[] _kept = [];
    private int _keptBytes;

    private bool _readingPaused;
    private bool _inputEnded;
    private bool _isResuming;

    /// <summary>
    /// A client that does not take its replies is not read from. A server is: it may be waiting to get rid of replies
    /// before it takes more requests, and both would wait for ever.
    /// </summary>
    private bool MayRead => _state == ConnectionState.Open && !_readingPaused && !_inputEnded && (!_outputBlocked || _isOutgoing);

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
        if (_keptBytes >= _loop.InputLimitBytes)
        {
            Fail(new ConnectionLimitException(
                ConnectionLimit.Input, $"More than {_loop.InputLimitBytes} bytes of input make no whole request."));
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

    private void ReleaseKept()
    {
        if (_kept.Length > 0)
            _loop.Buffers.Return(_kept);
        (_kept, _keptBytes) = ([], 0);
    }

    private void ResumeSoon()
    {
        if (_isResuming)
            return;
        _isResuming = true;
        _loop.Resume(this);
    }
}
