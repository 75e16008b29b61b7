using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Joining;
using K8sCache.Router.Observing;
using K8sCache.Router.Sessions;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>
/// Sends requests to nodes and decides what follows from each outcome: pass the reply on, follow a redirection, try the
/// next copy, wait for a topology that helps, or answer with an error that names the node. Every path is bounded, by
/// counts and by the request's deadline. A write that may have reached a node is never sent twice. Part: Rerouting.
/// </summary>
internal sealed partial class Dispatcher(RouterLoop loop)
{
    private const int MaxReadBreaks = 1;
    private const double NanosecondsPerSecond = 1e9;

    private readonly Twins _twins = new(loop);

    public void Dispatch(PendingRequest request)
    {
        if (request.Connection is { } own)
        {
            SendOn(own, request);
            return;
        }

        if (NodeChoice.Of(loop, request) is not { } node)
        {
            Wait(request);
            return;
        }

        if (request.NeedsOwnConnection)
        {
            OpenOwn(request, node);
            return;
        }

        var upstream = request.Lane == Lane.Large ? Apart(request, node) : node.Connection(request.Version, request.Lane);
        if (upstream.IsFull && request.Join is null) // A whole has its place, and so have its parts.
        {
            Fail(request, RouterError.QueueFull, $"ERR node '{node.Name}' has too many requests in flight");
            return;
        }

        Send(request, upstream);
        if (loop.Hedging is { } hedging && request.IsMovable)
        {
            hedging.OnSent();
            loop.WatchForHedges();
        }
    }

    /// <summary>Sends on a connection of the client's own, or fails: nothing else will do.</summary>
    public void SendOn(Upstream own, PendingRequest request)
    {
        request.Connection = own;
        request.IsPinned = true;
        request.Node = own.Node;
        if (own.IsBroken)
            Fail(request, RouterError.NodeLost, $"ERR node '{own.Node.Name}' ({own.Node.Address}) was lost");
        else
            Send(request, own);
    }

    /// <summary>A node answered; the request has left its queue.</summary>
    public void OnReply(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        // A transaction of which any part was refused was not run.
        var refusal = request.Burst is { FirstError.IsEmpty: false } refused ? refused.FirstError : reply;
        var error = ReplyErrors.Classify(refusal);
        Learn(request, failed: error == ReplyError.Unavailable || (error == ReplyError.Failed && !request.IsWrite));
        if (request.IsTwin)
            _twins.OnReply(request, error, reply);
        else if (request.IsAnswered)
            loop.Pool.Release(request);
        else
            OnFirstReply(request, error, refusal, reply);
    }

    /// <summary>The last piece of a reply has passed to its client; the request has left its queue.</summary>
    public void OnStreamed(PendingRequest request)
    {
        Learn(request, failed: false);
        var isLate = request.IsAnswered;
        request.IsAnswered = true;
        if (!isLate && request.Session is { } session)
        {
            CountLatency(request);
            session.OnReplyEnd(request);
        }

        loop.Pool.Release(request);
    }

    /// <summary>A connection ended before the reply; the request has left its queue.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wasSent">Whether bytes may have reached the node.</param>
    /// <param name="reason">Why it ended.</param>
    public void OnConnectionBroken(PendingRequest request, bool wasSent, Exception? reason)
    {
        Learn(request, failed: true);
        if (request.IsTwin)
        {
            _twins.OnLost(request);
            return;
        }

        if (request.IsAnswered || request.IsOrphan)
        {
            loop.Pool.Release(request);
            return;
        }

        if (request.IsStreaming)
        {
            // What its client has is half a reply; nothing that could follow would be understood.
            request.Session!.Connection.Abort();
            return;
        }

        if (request.Twin is not null || request.IsSplit)
            return; // It is asked for elsewhere already.
        var node = request.Node!;
        var mayRepeat = !wasSent || (!request.IsWrite && request.Breaks++ < MaxReadBreaks);
        if (mayRepeat && !request.IsPinned && !request.IsOrphan)
        {
            SendAnew(request);
            return;
        }

        var outcome = request.IsWrite && wasSent ? "; the write may or may not have been executed" : "";
        Fail(request, RouterError.NodeLost,
            $"ERR node '{node.Name}' ({node.Address}) was lost before it answered: {reason?.Message ?? "connection closed"}{outcome}");
    }

    /// <summary>The deadline passed; the request stays in its node's queue until the node answers or is given up.</summary>
    public void OnTimeout(PendingRequest request)
    {
        Learn(request, failed: true);
        if (request.IsTwin)
        {
            request.IsAnswered = true;
            _twins.OnTimeout(request);
        }
        else
        {
            FailLate(request, request.Node!);
        }
    }

    public void FailLate(PendingRequest request, NodeLink node) => Fail(request, RouterError.Timeout,
        $"ERR node '{node.Name}' ({node.Address}) did not answer within {loop.Options.RequestTimeout.TotalMilliseconds:0} ms");

    /// <summary>Asks a quiet node for a sign of life, which brings its report.</summary>
    public void Probe(NodeLink node)
    {
        var probe = loop.Pool.Rent();
        probe.Version = RespVersion.Resp2;
        probe.Deadline = long.MaxValue;
        probe.IsPinned = true;
        probe.Node = node;
        // That it lives says nothing of how it serves, and does not count as having tried it.
        probe.IsLearned = true;
        probe.Wire.Append(RespLiterals.PingRequest);
        node.Connection(probe.Version, Lane.Reads).Send(probe);
    }

    /// <summary>A node is silent: what others can answer is asked of them, too.</summary>
    public void Rescue(PendingRequest request)
    {
        if (request.Twin is not null || request.IsSplit || !request.IsMovable)
            return;
        if (request.IsMultiSlot)
            KeySplitter.SplitBySlot(loop, request);
        else
            _twins.TrySend(request, isHedge: false);
    }

    /// <summary>A read waits longer than most: asked of another copy, too, if there is budget.</summary>
    public void Hedge(PendingRequest request)
    {
        if (request.IsHedged || request.Twin is not null || request.IsMultiSlot || !request.IsMovable)
            return;
        request.IsHedged = true;
        if (_twins.HasOther(request) && loop.Hedging!.TrySpend())
            _twins.TrySend(request, isHedge: true);
    }

    /// <summary>Whether another copy than the one it was sent to can answer a read whose reply has not begun.</summary>
    public bool HasOther(PendingRequest request) => request.IsMovable && _twins.HasOther(request);

    /// <summary>Gives the request its reply, once and for all.</summary>
    public void Complete(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        request.IsAnswered = true;
        _twins.Forget(request);
        if (request.IsWrite && loop.NearCache is { } near)
            near.OnWrite(request.Slot, loop.Now);
        if (request.NeedsOwnConnection && request.Session is { } watcher)
            TransactionCommands.OnWatched(watcher, reply);
        if (request.Join is { } join)
            join.Add(request, reply);
        else
            AnswerClient(request, reply);
        loop.Pool.Release(request);
    }

    public void Fail(PendingRequest request, RouterError error, string text) =>
        Fail(request, error, Encoding.UTF8.GetBytes(text));

    public void Fail(PendingRequest request, RouterError error, ReadOnlySpan<byte> text)
    {
        loop.Counters.Add(error);
        var buffer = new RetainedBuffer();
        new RespWriter(buffer, request.Version).WriteError(text);
        Complete(request, buffer.Span);
    }

    public void Send(PendingRequest request, Upstream upstream)
    {
        request.Node = upstream.Node;
        request.SentAt = loop.Now;
        request.IsLearned = false;
        ClusterSignals.OnSent(upstream.Node.Signals, loop.NowSeconds);
        upstream.Send(request);
        loop.SweepSoon();
    }

    private void AnswerClient(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        if (request.Session is not { } session)
            return;
        CountLatency(request);
        session.OnReply(request, reply);
    }

    private void CountLatency(PendingRequest request)
    {
        var nanoseconds = (long)(loop.Seconds(loop.Now - request.ReceivedAt) * NanosecondsPerSecond);
        loop.Counters.AddLatency(request.Command!.Id, nanoseconds);
        var slowest = loop.Context.Settings.SlowLogMicroseconds;
        if (slowest >= 0 && nanoseconds >= slowest * 1000L && request.Burst is null && (request.Command.Flags & CommandFlags.SkipSlowlog) == 0)
            SlowRequests.Note(loop, request, nanoseconds / 1000);
    }

    private void OpenOwn(PendingRequest request, NodeLink node)
    {
        if (request.Session is not { } session)
        {
            loop.Pool.Release(request);
            return;
        }

        if (node.TakeOwn(request.Version, Lane.Writes) is not { } own)
        {
            Fail(request, RouterError.QueueFull, ErrorTexts.TooManyWatch);
            return;
        }

        TransactionCommands.OnWatching(session, own);
        SendOn(own, request);
    }

    private void CompleteBurst(PendingRequest request, Burst burst, ReadOnlySpan<byte> exec)
    {
        var buffer = new RetainedBuffer();
        burst.Write(exec, new RespWriter(buffer, request.Version));
        Complete(request, buffer.Span);
        buffer.Clear();
    }

    private void OnFirstReply(PendingRequest request, ReplyError error, ReadOnlySpan<byte> refusal, ReadOnlySpan<byte> reply)
    {
        _twins.Forget(request);
        if (request.IsSplit && error != ReplyError.None)
            return; // Its parts are asked for one by one already.
        if (!request.IsOrphan && Reroutes(request, error, refusal))
            return;
        if (error != ReplyError.None)
            loop.Counters.Add(RouterError.Reply);
        if (request.Burst is { } burst)
            CompleteBurst(request, burst, reply);
        else if (request.Connection is not null && error is ReplyError.Moved or ReplyError.CrossSlot)
            Fail(request, RouterError.NoNode, ErrorTexts.WatchedSlotMoves);
        else
            Complete(request, reply);
    }

    private void Learn(PendingRequest request, bool failed)
    {
        if (request.IsLearned)
            return;
        request.IsLearned = true;
        var seconds = loop.Seconds(loop.Now - request.SentAt);
        if (loop.Hedging is { } hedging && !request.IsWrite && !request.IsTwin)
            hedging.OnReply(seconds);
        loop.Signals.OnReply(request.Node!.Signals, loop.NowSeconds, seconds, failed);
        request.Node.Latency.Add((long)(seconds * NanosecondsPerSecond), 1);
    }
}
