using K8sCache.Client.Calls;
using K8sCache.Client.Connections;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Client.Routing;

/// <content>What follows from each outcome of an attempt.</content>
internal sealed partial class CallRouter
{
    public void OnReply(PendingCall call, ReadOnlySpan<byte> reply, long now)
    {
        var error = ErrorReply.Classify(reply);
        var node = EndAttempt(call, now, failed: error == ErrorReplyKind.Unavailable);
        if (call.IsDone || node is null)
            return;
        if (error == ErrorReplyKind.None)
            call.TryComplete(reply);
        else if (error == ErrorReplyKind.Refused || call.IsPinned || _context.Options.Routing == RoutingMode.Router && error == ErrorReplyKind.Moved)
            call.TryFail(Errors.Refused(call, node, ErrorReply.Text(reply)));
        else
            Reroute(call, node, error, reply);
    }

    public void OnBroken(PendingCall call, bool wasSent, Exception reason)
    {
        var node = EndAttempt(call, _context.Now, failed: true);
        if (call.IsDone || node is null)
            return;
        var mayRepeat = !wasSent || (!call.IsWrite && call.Breaks++ < _context.Options.ReadRetries);
        if (!mayRepeat || call.IsPinned)
        {
            call.TryFail(Errors.Lost(call, node, reason, wasSent));
            return;
        }

        _context.Metrics.Retried(call, "connection");
        call.Avoid = node;
        Dispatch(call);
    }

    public void OnTimeout(PendingCall call)
    {
        var node = EndAttempt(call, _context.Now, failed: true);
        if (node is not null)
            call.TryFail(Errors.TimedOut(call, node, _context.Milliseconds(call.Deadline - call.StartedAt)));
    }

    /// <summary>Its caller gave it up, which tells nothing of the node.</summary>
    public void OnCancelled(PendingCall call)
    {
        lock (_gate)
        {
            if (call.Node is { } node)
                ClusterSignals.OnWithdrawn(node.Signals);
            call.Node = null;
        }
    }

    private void Reroute(PendingCall call, NodeLink node, ErrorReplyKind error, ReadOnlySpan<byte> reply)
    {
        _context.Metrics.Retried(call, error == ErrorReplyKind.Moved ? "moved" : "unavailable");
        TopologyDoubted?.Invoke(node);
        if (++call.Redirects > MaxRedirects)
        {
            Wait(call);
            return;
        }

        NodeLink? target = null;
        lock (_gate)
        {
            var primary = _choice.PrimaryOf(call.Slot);
            // A topology that came meanwhile knows better than a node that may still have an older one.
            if (error == ErrorReplyKind.Moved)
            {
                target = primary is not null && primary != node && call.IsWrite
                    ? primary
                    : ErrorReply.MovedAddress(reply) is { } address ? _choice.Table?.FindByAddress(address) : null;
            }
        }

        if (error == ErrorReplyKind.Moved ? target is null || target == node : call.IsWrite)
        {
            Wait(call); // Only a new topology, or time, helps.
            return;
        }

        call.Target = target;
        call.Avoid = node;
        Dispatch(call);
    }

    /// <summary>Null if the attempt had ended before.</summary>
    private NodeLink? EndAttempt(PendingCall call, long now, bool failed)
    {
        lock (_gate)
        {
            if (call.Node is not { } node)
                return null;
            call.Node = null;
            _choice.Signals.OnReply(node.Signals, _context.Seconds(now), _context.Seconds(now - call.SentAt), failed);
            return node;
        }
    }
}
