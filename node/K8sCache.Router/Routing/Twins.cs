using System.Diagnostics;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>
/// Reads that are asked of a second copy, because the first is silent or slower than most: the first answer counts, the
/// other one is dropped when it comes. A twin is never repeated, redirected or given to a client by itself.
/// </summary>
internal sealed class Twins(RouterLoop loop)
{
    /// <summary>Whether another copy than the one it was sent to can answer.</summary>
    public bool HasOther(PendingRequest request) => NodeChoice.Other(loop, request) is not null;

    public void TrySend(PendingRequest original, bool isHedge)
    {
        Debug.Assert(original.Twin is null);
        if (NodeChoice.Other(loop, original) is not { } node)
            return;
        var twin = loop.Pool.Rent();
        twin.Command = original.Command;
        twin.Version = original.Version;
        twin.Lane = original.Lane;
        twin.Slot = original.Slot;
        twin.Deadline = original.Deadline;
        twin.IsTwin = true;
        twin.IsHedged = isHedge;
        twin.Wire.Append(original.Wire.Span);
        twin.Original = original;
        original.Twin = twin;
        node.Count(isHedge ? Extra.HedgeSent : Extra.Rescue);
        loop.Dispatcher.Send(twin, node.Connection(twin.Version, twin.Lane));
    }

    /// <summary>The request needs its twin no more; what that one's node says is dropped.</summary>
    public void Forget(PendingRequest original)
    {
        if (original.Twin is not { } twin)
            return;
        original.Twin = null;
        twin.Original = null;
        loop.Pool.Release(twin);
    }

    public void OnReply(PendingRequest twin, ReplyError error, ReadOnlySpan<byte> reply)
    {
        var original = Detach(twin);
        if (original is not null && error is ReplyError.None or ReplyError.Client)
        {
            if (twin.IsHedged)
            {
                ClusterSignals.OnOvertaken(original!.Node!.Signals);
                twin.Node!.Count(Extra.HedgeWon);
                loop.Hedging?.OnWon();
            }

            loop.Dispatcher.Complete(original!, reply);
        }
        else if (original is { InQueue: false })
        {
            loop.Dispatcher.SendAnew(original);
        }

        loop.Pool.Release(twin);
    }

    /// <summary>Its connection ended; if the first one's did too, that is sent once more.</summary>
    public void OnLost(PendingRequest twin)
    {
        if (Detach(twin) is { InQueue: false } original)
            loop.Dispatcher.SendAnew(original);
        loop.Pool.Release(twin);
    }

    /// <summary>Too late for either.</summary>
    public void OnTimeout(PendingRequest twin)
    {
        if (Detach(twin) is { InQueue: false } original)
            loop.Dispatcher.FailLate(original, twin.Node!);
    }

    private static PendingRequest? Detach(PendingRequest twin)
    {
        var original = twin.Original;
        twin.Original = null;
        if (original is not null)
            original.Twin = null;
        return original;
    }
}
