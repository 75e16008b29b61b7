using System.Diagnostics;

namespace K8sCache.Transport.Tls;

/// <summary>What the peer sends: whole records are decrypted one by one, and each is shown to the handler.</summary>
internal sealed partial class TlsConnection
{
    private KeptInput? _kept;
    private long _expectedBytes;
    private bool _isShowingKept;
    private ValueTask<int> _read;
    private bool _isReadPending;
    private bool _readingPaused;
    private bool _isInnerPaused;
    private bool _inputEnded;
    private bool _hasReceived;
    private bool _isResuming;

    private bool MayShow =>
        _state == TlsState.Open && !_readingPaused && !_inputEnded && (!_outputBlocked || IsOutgoing) && _kept is not { IsWaiting: true };

    bool IKeptInputOwner.IsPaused => _readingPaused;

    public override void PauseReading()
    {
        _readingPaused = true;
        UpdateReading();
    }

    public override void ResumeReading()
    {
        if (!_readingPaused)
            return;
        _readingPaused = false;
        ResumeSoon();
    }

    public override void ExpectInput(long bytes) => _expectedBytes = bytes;

    public override LongBytes? TryTakeInput(ReadOnlySpan<byte> part) => _isShowingKept ? _kept!.TryTake(part) : null;

    void IKeptInputOwner.OnInputRoom() => ResumeSoon();

    void IKeptInputOwner.OnInputStalled(Exception problem) => Fail(problem);

    int IConnectionHandler.OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        var consumed = _state == TlsState.Opening ? Advance(data) : 0;
        while (MayShow && HasRoom() && TlsRecord.WholeLength(data[consumed..]) is > 0 and var length)
        {
            Offer(data.Slice(consumed, length));
            consumed += length;
            Receive();
        }

        UpdateReading();

        // What comes after the end, the peer's or ours, is of no use.
        return IsOpen && !_inputEnded ? consumed : data.Length;
    }

    void IConnectionHandler.OnInputEnded(Connection connection)
    {
        switch (_state)
        {
            case TlsState.Opening:
                _inner.Close();
                break;
            case TlsState.Open:
                EndInput();
                break;
        }
    }

    /// <summary>As with plain connections: replies come in any case, of long requests not more than there is room for.</summary>
    private bool HasRoom() =>
        IsOutgoing || _kept is not { Length: > TlsLoop.KeptBytesMax } kept || Loop.Buffers.LongInputs.MayGrow(kept);

    /// <summary>Copied, so that whoever reads it may keep a reference for as long as the loop is in this call.</summary>
    private void Offer(ReadOnlySpan<byte> record)
    {
        record.CopyTo(_tls.Record);
        _pipe.Offer(_tls.Record.AsMemory(0, record.Length));
    }

    private void Receive()
    {
#pragma warning disable CA2012, VSTHRD002 // Kept while it is not completed, and its result taken once.
        if (!_isReadPending)
            _read = _ssl!.ReadAsync(_tls.Plain.AsMemory(TlsLoop.KeptBytesMax), CancellationToken.None);

        // A record may hold nothing for us, such as a session ticket: the read goes on with the next one.
        _isReadPending = !_read.IsCompleted;
        if (_isReadPending)
            return;
        int received;
        try
        {
            received = _read.Result;
        }
        catch (Exception problem) when (!_hasReceived)
        {
            // With TLS 1.3 some clients look at our certificate only after their last message of the handshake.
            Report(ReasonOf(problem), Describe(problem));
            throw;
        }
#pragma warning restore CA2012, VSTHRD002

        _hasReceived = true;
        if (received == 0)
            EndInput();
        else
            Show(received);
    }

    private void Show(int received)
    {
        var plain = _tls.Plain;
        var kept = _kept?.Length ?? 0;
        if (kept > TlsLoop.KeptBytesMax)
        {
            if (kept >= Loop.InputLimitBytes)
            {
                Fail(new ConnectionLimitException(
                    ConnectionLimit.Input, $"More than {Loop.InputLimitBytes} bytes of input make no whole request."));
                return;
            }

            _kept!.Append(plain.AsSpan(TlsLoop.KeptBytesMax, received));
            ShowKept(_kept);
            return;
        }

        // A short rest of earlier records is put in front.
        var start = TlsLoop.KeptBytesMax - kept;
        _kept?.Bytes.CopyTo(plain.AsSpan(start));
        ReleaseKept();
        var input = plain.AsSpan(start, kept + received);
        _expectedBytes = 0;
        var consumed = _handler!.OnReceived(this, input);
        Debug.Assert(consumed >= 0 && consumed <= input.Length);
        if (consumed == input.Length || !IsOpen)
            return;
        _kept ??= new KeptInput(Loop.Buffers, this);
        _kept.Expected = _expectedBytes;
        _kept.Append(input[consumed..]);
    }

    private void ShowKept(KeptInput kept)
    {
        var consumed = 0;
        _expectedBytes = 0;
        _isShowingKept = true;
        try
        {
            consumed = _handler!.OnReceived(this, kept.Bytes);
        }
        finally
        {
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
    }

    /// <summary>Not while the handler looks at it: that ends with the release.</summary>
    private void ReleaseKept()
    {
        if (!_isShowingKept)
            _kept?.Release();
    }

    private void EndInput()
    {
        if (_inputEnded)
            return;
        _inputEnded = true;
        _inner.Touch();
        _handler!.OnInputEnded(this);
    }

    private void ResumeSoon()
    {
        if (_isResuming)
            return;
        _isResuming = true;
        Loop.Post(static state => ((TlsConnection)state!).Resume(), this);
    }

    /// <summary>Goes on after reading was resumed or output drained.</summary>
    private void Resume()
    {
        _isResuming = false;
        if (_state != TlsState.Open)
            return;
        try
        {
            TellDrained();
            if (MayShow && _kept is { Length: > 0 } kept)
            {
                _inner.Touch();
                ShowKept(kept);
            }

            UpdateReading();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>What may not be shown is left in the kernel, and below.</summary>
    private void UpdateReading()
    {
        var mustPause = _state == TlsState.Opening ? _isInLine : _state == TlsState.Open && !_inputEnded && !MayShow;
        if (mustPause == _isInnerPaused)
            return;
        _isInnerPaused = mustPause;
        if (mustPause)
            _inner.PauseReading();
        else
            _inner.ResumeReading();
    }
}
