using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Routing;
using K8sCache.Serving.Sessions;

namespace K8sCache.Router.Sessions;

/// <summary>Replies, in the order of the requests.</summary>
internal sealed partial class ClientSession
{
    /// <summary>A piece so long is sent at once, while it is where it was received.</summary>
    private const int PassedOnBytesMin = 16 * 1024;

    private PendingRequest? _own;

    private bool IsMuted => ReplyMode is ReplyMode.Off or ReplyMode.Skipping;

    /// <summary>A reply from a node, or an error of ours. The caller releases the request.</summary>
    public void OnReply(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        if (request != _order.First)
        {
            if (!request.IsMuted)
                request.Reply.Append(reply);
            return;
        }

        if (!request.IsMuted)
            Write(reply);
        _order.RemoveFirst();
        WriteEarlyReplies();
    }

    /// <summary>A piece of a large reply.</summary>
    public void OnReplyPart(PendingRequest request, ReadOnlySpan<byte> part)
    {
        if (request.IsMuted)
            return;
        if (request != _order.First)
        {
            request.Reply.Append(part);
            return;
        }

        WriteKept(request);
        Write(part);
    }

    /// <summary>The last piece has come.</summary>
    public void OnReplyEnd(PendingRequest request)
    {
        if (request != _order.First)
            return;
        WriteKept(request);
        _order.RemoveFirst();
        WriteEarlyReplies();
    }

    /// <summary>An answer of our own: straight to the client when nothing stands before it, kept in order otherwise.</summary>
    public RespWriter ReplyAtOnce()
    {
        if (_order.IsEmpty && ReplyMode == ReplyMode.On)
            return new RespWriter(Connection.Output, Version);
        _own = Loop.Pool.Rent();
        _own.Session = this;
        _own.Version = Version;
        _own.IsMuted = IsMuted;
        _order.Append(_own);
        return new RespWriter(_own.Reply, Version);
    }

    public override RespWriter WantReplies(RespWriter reply)
    {
        // Its own reply is the first that is given again.
        ReplyMode = ReplyMode.On;
        if (_own is { } own)
            own.IsMuted = false;
        return reply;
    }

    public override void LeaveOutReplies(bool ofNextOnly) =>
        ReplyMode = ofNextOnly && ReplyMode != ReplyMode.Off ? ReplyMode.SkipNext : ReplyMode.Off;

    /// <summary>
    /// Tells of a key that changed, or of all by default, behind the replies to what was sent before: a value that is on its way
    /// must not come after the word that it is old.
    /// </summary>
    public void PushInvalidation(ReadOnlySpan<byte> key)
    {
        if (Version != RespVersion.Resp3)
            return; // As with Redis, a RESP2 client has no way to be told.
        if (_order.IsEmpty)
        {
            Invalidation.Write(key, key.IsEmpty, new RespWriter(Connection.Output, Version));
            return;
        }

        var push = Loop.Pool.Rent();
        push.Session = this;
        push.Version = Version;
        push.IsAnswered = true;
        Invalidation.Write(key, key.IsEmpty, new RespWriter(push.Reply, Version));
        _order.Append(push);
    }

    /// <summary>What was written to <see cref="ReplyAtOnce"/> is the whole reply.</summary>
    public void CompleteAtOnce()
    {
        if (_own is not { } own)
            return;
        _own = null;
        own.IsAnswered = true;
        if (own == _order.First)
            WriteEarlyReplies(); // Nothing stood before it, but it may be muted.
    }

    private void WriteEarlyReplies()
    {
        while (_order.First is { IsAnswered: true } request)
        {
            if (!request.IsMuted)
                Write(request.Reply.Span);
            Loop.Pool.Release(_order.RemoveFirst());
        }

        if (_order.First is { IsParted: true })
            AskParted();
        if (IsHalted(Halts.Unanswered) && (_order.IsEmpty || (!_isHeld && _order.Count <= Loop.MaxPendingPerClient / 2)))
            Resume(Halts.Unanswered);
        CloseIfAnswered();
    }

    // Pieces that came before the request's turn.
    private void WriteKept(PendingRequest request)
    {
        if (request.Reply.Length == 0)
            return;
        Write(request.Reply.Span);
        request.Reply.Clear();
    }

    private void Write(ReadOnlySpan<byte> reply)
    {
        if (reply.Length >= PassedOnBytesMin)
        {
            Connection.Write(reply);
        }
        else
        {
            var output = Connection.Output;
            reply.CopyTo(output.GetSpan(reply.Length));
            output.Advance(reply.Length);
        }

        Loop.Counters.Sent(reply.Length);
    }
}
