namespace K8sCache.Transport.Epoll;

/// <summary>What the peer sends.</summary>
internal sealed partial class EpollConnection
{
    /// <summary>A kept rest up to this long is received behind in the loop's buffer; a longer one in its own.</summary>
    public const int SharedKeptBytesMax = 16 * 1024;

    private const uint WatchedEvents = Libc.EventIn | Libc.EventOut | Libc.EventPeerEnded | Libc.EventEdge;
    private const uint LossEvents = Libc.EventError | Libc.EventHangUp;
    private const uint EndEvents = LossEvents | Libc.EventPeerEnded;

    /// <summary>Input shown to the handler but not consumed; made when there first is any.</summary>
    private KeptInput? _kept;

    /// <summary>What the handler says must come before it can do anything.</summary>
    private long _expectedBytes;

    private bool _isShowingKept;
    private bool _mustShowKept;
    private bool _readingPaused;
    private bool _inputEnded;
    private bool _isResuming;

    /// <summary>The kernel may hold input, or news of its end, that it told of already.</summary>
    private bool _mayHaveInput;

    /// <summary>The kernel told that nothing comes after the input it holds, and will not tell again.</summary>
    private bool _isEndNear;

    private bool _isLost;

    /// <summary>
    /// A client that does not take its replies is not read from. A server is: it may be waiting to get rid of replies
    /// before it takes more requests, and both would wait for ever.
    /// </summary>
    private bool MayRead =>
        _state == ConnectionState.Open && !_readingPaused && !_inputEnded && (!_outputBlocked || _isOutgoing) && _kept is not { IsWaiting: true };

    bool IKeptInputOwner.IsPaused => _readingPaused;

    public override void PauseReading() => _readingPaused = true;

    public override void ResumeReading()
    {
        if (!_readingPaused)
            return;
        _readingPaused = false;
        ShowKeptSoon();
    }

    public override void ExpectInput(long bytes) => _expectedBytes = bytes;

    public override LongBytes? TryTakeInput(ReadOnlySpan<byte> part) => _isShowingKept ? _kept!.TryTake(part) : null;

    void IKeptInputOwner.OnInputRoom() => TakeInputSoon();

    void IKeptInputOwner.OnInputStalled(Exception problem) => Fail(problem);

    /// <summary>Goes on after reading was resumed or output drained, or with input that one turn did not take.</summary>
    public void Resume()
    {
        _isResuming = false;
        if (_mustTellDrained && _state == ConnectionState.Open)
        {
            _mustTellDrained = false;
            Guard(static connection => connection._handler.OnDrained(connection));
        }

        if (_mustShowKept)
        {
            _mustShowKept = false;
            if (MayRead && _kept is { Length: > 0 })
                Guard(static connection => connection.ShowKept(connection._kept!));
        }

        if (_mayHaveInput)
            TakeInput();
    }

    private void NoteInput(uint events)
    {
        if ((events & (Libc.EventIn | EndEvents)) == 0)
            return;
        _mayHaveInput = true;
        _isEndNear |= (events & EndEvents) != 0;
        _isLost |= (events & LossEvents) != 0;
    }

    /// <summary>Takes what the kernel may hold if this is the time to.</summary>
    private void TakeInput()
    {
        if (MayRead)
            Guard(static connection => connection.Receive());
        else if (_state == ConnectionState.Lingering)
            DiscardInput();
        else if (_isLost && _state != ConnectionState.Closed)
            FailAsLost();
    }

    /// <summary>To be called when what <see cref="TakeInput"/> goes by may have changed.</summary>
    private void TakeInputSoon()
    {
        if (_mayHaveInput && (MayRead || _state == ConnectionState.Lingering || _isLost))
            ResumeSoon();
    }

    private void Receive()
    {
        if (_kept is { Length: > SharedKeptBytesMax } longKept)
        {
            ReceiveIntoOwn(longKept);
            return;
        }

        // A short rest moves to the front of the loop's buffer, and what comes is received behind it.
        var buffer = _loop.ReceiveBuffer;
        var kept = 0;
        if (_kept is not null)
        {
            kept = _kept.Length;
            _kept.Bytes.CopyTo(buffer);
        }

        var room = Math.Max(_isOutgoing ? _loop.Options.ServerReadBytesPerTurn : _loop.Options.ReadBytesPerTurn, SharedKeptBytesMax * 2) - kept;
        var received = _socket.Receive(buffer.AsSpan(kept, room));
        if (!HasReceived(received, room))
            return;
        ReleaseKept();
        var input = buffer.AsSpan(0, kept + received);
        var consumed = Show(input);
        if (consumed == input.Length || !IsOpen)
            return;
        _kept ??= new KeptInput(_loop.Buffers, this);
        _kept.Expected = _expectedBytes;
        _kept.Append(input[consumed..]);
    }

    private void ReceiveIntoOwn(KeptInput kept)
    {
        if (kept.Length >= _loop.InputLimitBytes)
        {
            Fail(new ConnectionLimitException(
                ConnectionLimit.Input, $"More than {_loop.InputLimitBytes} bytes of input make no whole request."));
            return;
        }

        // Replies are read in any case: requests may wait for them, and nothing must wait for itself.
        if (!_isOutgoing && !_loop.Buffers.LongInputs.MayGrow(kept))
            return;
        var options = _loop.Options;
        var room = kept.Room(options.ReadBytesPerTurn / 2, kept.Expected > 0 ? options.LongReadBytesPerTurn : options.ReadBytesPerTurn);
        var received = _socket.Receive(room);
        if (!HasReceived(received, room.Length))
            return;
        kept.Commit(received);
        ShowKept(kept);
    }

    /// <summary>Less than there was room for is all there is: the kernel tells when there is more.</summary>
    private bool HasReceived(int received, int room)
    {
        _mayHaveInput = received > 0 && (received == room || _isEndNear);
        if (received <= 0)
            OnNothingReceived(received);
        return received > 0;
    }

    private void ShowKept(KeptInput kept)
    {
        _isShowingKept = true;
        var consumed = Show(kept.Bytes);
        _isShowingKept = false;
        if (IsOpen)
        {
            kept.Expected = _expectedBytes;
            kept.Consume(consumed);
        }
        else
        {
            kept.Release();
        }
    }

    private int Show(ReadOnlySpan<byte> input)
    {
        Touch();
        _expectedBytes = 0;
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

    /// <summary>Not while the handler looks at it: that ends with the release.</summary>
    private void ReleaseKept()
    {
        if (!_isShowingKept)
            _kept?.Release();
    }

    private void ShowKeptSoon()
    {
        _mustShowKept = true;
        ResumeSoon();
    }

    private void ResumeSoon()
    {
        if (_isResuming)
            return;
        _isResuming = true;
        _loop.Resume(this);
    }
}
