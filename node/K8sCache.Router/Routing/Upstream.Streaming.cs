using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Router.Routing;

/// <summary>
/// Replies that pass on piece by piece. Large ones get a connection of their own, read from only as fast as the client takes
/// them; the first time, when nobody knows yet that it will be large, one may come over a shared connection.
/// </summary>
internal sealed partial class Upstream
{
    private ReplyStream _stream;

    /// <summary>An array's elements are passed on as they come.</summary>
    private bool _isPassing;

    private long _passedBytes;
    private bool _isPaused;

    /// <summary>What the client it is paused for had unread when that last changed, and when that was.</summary>
    private long _unreadBytes;
    private long _unreadSince;

    /// <summary>The client takes more.</summary>
    public void Resume()
    {
        if (!_isPaused)
            return;
        _isPaused = false;
        _lastProgress = _loop.Now;
        _connection?.ResumeReading();
    }

    /// <summary>Nobody wants the rest.</summary>
    public void Abandon() => _connection?.Abort();

    /// <summary>Passes on what there is of a large string.</summary>
    /// <returns>Bytes of the data that are done with; 0 when it is none.</returns>
    private int PassString(ReadOnlySpan<byte> data)
    {
        if (!_stream.IsActive && !TryBeginString(data))
            return 0;
        if (!_stream.IsActive)
            return data.Length; // Opened anew: what else came here comes again.
        var piece = _stream.Take(data);
        var request = _queue[0];
        Pass(request, piece);
        if (_stream.IsActive)
            PauseIfBlocked(request);
        else
            EndPassing();
        return piece.Length;
    }

    private bool TryBeginString(ReadOnlySpan<byte> data)
    {
        if (_queue.Count == 0 || !IsUp || _queue[0] is not { IsStreamable: true } request || ReplyStream.LengthOf(data) is not (> 0 and var bytes))
            return false;
        _scanner = new RespReplyScanner(RespLimits.Default); // It may have looked at the first line already.
        Note(request, bytes);
        if (bytes >= LargeReads.AskedApartBytes && _lane is Lane.Reads or Lane.Writes && request is { IsAnswered: false, Session: { } session } && session.MayAskApart(request))
        {
            if (_lane == Lane.Reads && !_isClosing && bytes * CountOf(request) > LargeReads.DroppedBytesMax && HasOnlyReads())
            {
                OpenAnew(request);
                return true;
            }

            _queue.ReplaceFirst(_loop.Dispatcher.Placeholder(request));
            _loop.Dispatcher.AskApart(request);
            request = _queue[0];
        }

        _stream.Begin(bytes);
        BeginPassing(request);
        return true;
    }

    /// <summary>Passes on the whole elements there are of a large array that is not complete.</summary>
    /// <returns>Bytes of the data that are done with.</returns>
    private int PassElements(ReadOnlySpan<byte> data)
    {
        if (!_isPassing)
        {
            if (data.Length < ReplyStream.LeastBytes || (RespPrefix)data[0] is not (RespPrefix.Array or RespPrefix.Map or RespPrefix.Set)
                || _queue.Count == 0 || !IsUp || !_queue[0].IsStreamable)
                return 0;
            _isPassing = true;
            _passedBytes = 0;
            BeginPassing(_queue[0]);
        }

        var request = _queue[0];
        var bytes = _scanner.TakeScanned();
        _passedBytes += bytes;
        Pass(request, data[..bytes]);
        PauseIfBlocked(request);
        return bytes;
    }

    private void PassLastElements(ReadOnlySpan<byte> data)
    {
        var request = _queue[0];
        _isPassing = false;
        Note(request, _passedBytes + data.Length);
        Pass(request, data);
        EndPassing();
    }

    private static void Pass(PendingRequest request, ReadOnlySpan<byte> piece)
    {
        if (!request.IsAnswered)
            request.Session?.OnReplyPart(request, piece);
    }

    private static void BeginPassing(PendingRequest request)
    {
        request.IsStreaming = true;
        // Its node answers; if it stops to, that is noticed by its silence.
        request.Deadline = long.MaxValue;
    }

    private void EndPassing()
    {
        _loop.Dispatcher.OnStreamed(_queue.Dequeue());
        EndReply();
    }

    private void Note(PendingRequest request, long bytes)
    {
        if (bytes >= LargeReads.LeastBytes && request.Command is { IsReadOnly: true })
            _loop.LargeReads.Add(request.Wire.Span);
    }

    private void PauseIfBlocked(PendingRequest request)
    {
        // One answered before, because it took too long, is not waited for, nor is its client's connection told of here.
        if (_lane != Lane.Large || _isPaused || request is not { IsAnswered: false, Session.Connection.IsOutputBlocked: true })
            return;
        _isPaused = true;
        _unreadBytes = request.Session.Connection.PendingOutputBytes;
        _unreadSince = _loop.Now;
        _connection!.PauseReading();
    }

    /// <summary>It is the client who is slow; one that takes nothing at all does not keep the connection for ever.</summary>
    private void WatchPaused()
    {
        _lastProgress = _loop.Now;
        if (_queue.Count == 0 || _queue[0].Session is not { } session)
            return;
        var unread = session.Connection.PendingOutputBytes;
        if (unread != _unreadBytes)
        {
            _unreadBytes = unread;
            _unreadSince = _loop.Now;
        }
        else if (_loop.Now - _unreadSince > _loop.LargeReadTicks)
        {
            session.CloseAtOnce(ClosingReason.OutputBuffer);
        }
    }

    /// <summary>After the last reply owed, a connection that large ones have to themselves is given back, and one to be closed is closed.</summary>
    private void EndReply()
    {
        if (_queue.Count > 0)
            return;
        _loop.OnCaughtUp();
        if (_lane == Lane.Large)
            Node.ReturnOwn(this);
        if (_isClosing)
            _connection?.Close();
    }

    private long CountOf(PendingRequest request)
    {
        var count = 0L;
        for (var index = 0; index < _queue.Count; index++)
        {
            if (_queue[index].Wire.Span.SequenceEqual(request.Wire.Span))
                count++;
        }

        return count;
    }

    private bool HasOnlyReads()
    {
        for (var index = 0; index < _queue.Count; index++)
        {
            if (_queue[index] is { IsWrite: true } or { Burst: not null })
                return false;
        }

        return true;
    }

    /// <summary>Leaves the connection with all that is still to come on it, and asks again for what is wanted of that.</summary>
    private void OpenAnew(PendingRequest large)
    {
        var connection = _connection!;
        _connection = null; // So its end is nobody's loss.
        connection.Abort();
        Open();
        for (var left = _queue.Count; left > 0; left--)
        {
            var request = _queue.Dequeue();
            if (request.IsAnswered || request.IsOrphan)
                _loop.Dispatcher.Drop(request);
            else if (request.IsStreamable && request.Session!.MayAskApart(request) && request.Wire.Span.SequenceEqual(large.Wire.Span))
                _loop.Dispatcher.AskApart(request);
            else
                Enqueue(request);
        }
    }
}
