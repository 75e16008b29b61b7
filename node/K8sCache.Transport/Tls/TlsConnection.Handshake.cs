using System.Net.Security;
using System.Security.Authentication;
using K8sCache.Resp;

namespace K8sCache.Transport.Tls;

/// <summary>From the first byte to an open connection, or a failure with a reason.</summary>
internal sealed partial class TlsConnection
{
    private Task? _handshake;
    private int _handshakeBytes;
    private bool _isCounted;
    private bool _isInLine;
    private bool _isGranted;

    void IConnectionHandler.OnConnected(Connection connection)
    {
        if (_server is not null)
            _timer = Loop.Schedule(_server.HandshakeTimeout, static state => ((TlsConnection)state!).OnHandshakeTimeout(), this);
        else
            Begin();
    }

    /// <summary>Its turn in line has come; false if it is not wanted any more.</summary>
    public bool GrantStep()
    {
        _isInLine = false;
        _isGranted = _state == TlsState.Opening;
        UpdateReading();
        return _isGranted;
    }

    /// <summary>Takes whole records of the handshake; the rest waits below.</summary>
    private int Advance(ReadOnlySpan<byte> data)
    {
        if (_ssl is null && !TlsRecord.MayBeginHandshake(data))
        {
            RefusePlainText();
            return data.Length;
        }

        if (TlsRecord.WholeLength(data) == 0)
            return 0;
        if (!_isGranted && !_tls.TryStep(this))
        {
            _isInLine = true;
            UpdateReading();
            return 0;
        }

        _isGranted = false;
        var start = Loop.Time.GetTimestamp();
        var consumed = Step(data);
        _tls.StepTook(Loop.Time.GetTimestamp() - start);
        return consumed;
    }

    private int Step(ReadOnlySpan<byte> data)
    {
        var consumed = 0;
        if (_ssl is null)
            Begin();
        while (_state == TlsState.Opening)
        {
            var length = TlsRecord.WholeLength(data[consumed..]);
            if (length == 0)
                return consumed;
            _handshakeBytes += length;
            if (_handshakeBytes > TlsLimits.HandshakeBytesMax)
            {
                GiveUp(TlsFailure.TooLarge, $"More than {TlsLimits.HandshakeBytesMax} bytes of handshake.", null);
                break;
            }

            Offer(data.Slice(consumed, length));
            consumed += length;
            FinishIfDone();
        }

        return _state == TlsState.Open ? consumed : data.Length;
    }

    private void Begin()
    {
        if (_tls.Handshakes >= TlsLimits.HandshakesPerLoopMax && !IsOutgoing)
        {
            GiveUp(TlsFailure.Busy, $"{TlsLimits.HandshakesPerLoopMax} handshakes are under way.", null);
            return;
        }

        _tls.Handshakes++;
        _isCounted = true;
        _ssl = new SslStream(_pipe, leaveInnerStreamOpen: true);
        _handshake = _server is not null
            ? _ssl.AuthenticateAsServerAsync(_server.Options(), CancellationToken.None)
            : _ssl.AuthenticateAsClientAsync(_client!.Options(_destination!), CancellationToken.None);
        FinishIfDone();
    }

    private void FinishIfDone()
    {
        if (_handshake is not { IsCompleted: true })
            return;
        EndHandshakeCount();
        if (_handshake.Exception?.InnerException is { } problem)
        {
            GiveUp(ReasonOf(problem), Describe(problem), problem);
            return;
        }

        _timer?.Cancel();
        _state = TlsState.Open;
        _wasOpen = true;
        _counters.Opened();
        if (_accept is not null)
            _handler = _accept(this);
        _handler!.OnConnected(this);
        _inner.Touch();
    }

    private void EndHandshakeCount()
    {
        if (_isCounted)
            _tls.Handshakes--;
        _isCounted = false;
    }

    private void OnHandshakeTimeout()
    {
        var problem = new TimeoutException("Connecting and the TLS handshake took too long.");
        if (_ssl is null && IsOutgoing)
            Fail(problem);
        else
            GiveUp(TlsFailure.Timeout, "The handshake took too long.", problem);
    }

    /// <summary>Who came in plain text is told so in plain text: a client would show nothing but a lost connection.</summary>
    private void RefusePlainText()
    {
        OnEncrypted(RespLiterals.TlsExpected);
        GiveUp(TlsFailure.PlainText, "The peer speaks plain text; this port speaks TLS only.", null);
    }

    /// <summary>A connection that said nothing, such as a port scan's or a probe's, is no failure.</summary>
    private void OnClosedInHandshake(Exception? reason)
    {
        if (reason is InvalidDataException)
            Report(TlsFailure.Protocol, reason.Message);
        else if (_ssl is not null)
            Report(TlsFailure.Closed, reason?.Message ?? "The peer closed the connection.");
        if (IsOutgoing)
            _reason ??= new IOException("The peer closed the connection in the TLS handshake.");
    }

    private void GiveUp(TlsFailure reason, string message, Exception? problem)
    {
        if (_state != TlsState.Opening)
            return;
        Report(reason, message);
        _state = TlsState.Closed;
        _reason = problem ?? new AuthenticationException(message);

        // What the peer is to be told, such as an alert, still leaves.
        if (_inner.IsOpen)
            _inner.Close();
    }

    private void Report(TlsFailure reason, string message)
    {
        _counters.Failed(reason);
        _server?.OnFailure?.Invoke(reason, _inner.RemoteEndPoint, message);
    }

    private static TlsFailure ReasonOf(Exception problem)
    {
        if (problem is IOException)
            return TlsFailure.Closed;
        var innermost = problem.GetBaseException().Message;

        // OpenSSL's words for what the other side said.
        if (innermost.Contains("alert", StringComparison.Ordinal))
            return TlsFailure.PeerRefused;
        return innermost.Contains("certificate", StringComparison.OrdinalIgnoreCase) ? TlsFailure.Certificate : TlsFailure.Protocol;
    }

    /// <summary>With the innermost reason: the outer one only refers to it.</summary>
    private static string Describe(Exception problem)
    {
        var innermost = problem.GetBaseException();
        return ReferenceEquals(innermost, problem) ? problem.Message : $"{problem.Message} {innermost.Message}";
    }
}
