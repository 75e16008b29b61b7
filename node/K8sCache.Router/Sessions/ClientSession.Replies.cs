using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>Replies, in the order of the requests.</summary>
internal sealed partial class ClientSession
{
    private PendingRequest? _own;

    /// <summary>A reply from a node, or an error of ours. The caller releases the request.</summary>
    public void OnReply(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        if (request != _order.First)
        {
            request.Reply.Append(reply);
            return;
        }

        Write(reply);
        _order.RemoveFirst();
        WriteEarlyReplies();
    }

    /// <summary>An answer of our own: straight to the client when nothing stands before it, kept in order otherwise.</summary>
    public RespWriter ReplyAtOnce()
    {
        if (_order.IsEmpty)
            return new RespWriter(Connection.Output, Version);
        _own = Loop.Pool.Rent();
        _own.Session = this;
        _own.Version = Version;
        _order.Append(_own);
        return new RespWriter(_own.Reply, Version);
    }

    /// <summary>What was written to <see cref="ReplyAtOnce"/> is the whole reply.</summary>
    public void CompleteAtOnce()
    {
        if (_own is not null)
            _own.IsAnswered = true;
        _own = null;
    }

    private void WriteEarlyReplies()
    {
        while (_order.First is { IsAnswered: true } request)
        {
            Write(request.Reply.Span);
            Loop.Pool.Release(_order.RemoveFirst());
        }

        if (_isPaused && (_order.IsEmpty || (!_isHeld && _order.Count <= Loop.Options.MaxPendingPerClient / 2)))
        {
            _isPaused = false;
            Connection.ResumeReading();
        }

        if (_order.IsEmpty && _closesWhenAnswered)
            Connection.Close();
    }

    private void Write(ReadOnlySpan<byte> reply)
    {
        var output = Connection.Output;
        reply.CopyTo(output.GetSpan(reply.Length));
        output.Advance(reply.Length);
        Loop.Counters.ClientBytesSent += reply.Length;
    }
}
