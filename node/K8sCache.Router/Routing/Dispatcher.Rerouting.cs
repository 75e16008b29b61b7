using K8sCache.Router.Joining;
using K8sCache.Router.Observing;

namespace K8sCache.Router.Routing;

/// <summary>What was not served where it was sent: elsewhere, or later.</summary>
internal sealed partial class Dispatcher
{
    private const int MaxRedirects = 4;

    /// <summary>Requests of one loop that wait for somebody to serve them; more are refused.</summary>
    private const int MaxWaiting = 100_000;

    private List<PendingRequest> _waiting = [];
    private List<PendingRequest> _retrying = [];

    /// <summary>Tries everything that waits again: the topology changed, a node is back, or some time passed.</summary>
    public void RetryWaiting()
    {
        if (_waiting.Count == 0)
            return;
        (_waiting, _retrying) = (_retrying, _waiting);
        foreach (var request in _retrying)
        {
            request.IsWaiting = false;
            request.Node = null;
            request.Redirects = 0;
            if (request.IsOrphan)
                loop.Pool.Release(request);
            else
                Dispatch(request);
        }

        _retrying.Clear();
    }

    // All of these replies mean that the node has not executed the request, so a write may be sent again too.
    private bool Reroutes(PendingRequest request, ReplyError error, ReadOnlySpan<byte> reply)
    {
        switch (error)
        {
            case ReplyError.Moved when !request.IsPinned:
                Follow(request, reply);
                return true;
            case ReplyError.CrossSlot when request.IsMultiSlot:
                SendAnew(request);
                return true;
            case ReplyError.Unavailable when !request.IsPinned:
                // Copies that all cannot serve would hand it round and round.
                if (++request.Redirects > MaxRedirects)
                    Wait(request);
                else
                    SendAnew(request);
                return true;
            default:
                return false;
        }
    }

    private void Follow(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        loop.Counters.Redirects++;
        var teller = request.Node;
        if (request.IsMultiSlot)
        {
            SendAnew(request);
            return;
        }

        if (++request.Redirects > MaxRedirects)
        {
            Wait(request);
            return;
        }

        // A topology that came meanwhile knows better than a node that may still have an older one.
        var primary = NodeChoice.PrimaryOf(loop, request.Slot);
        var target = primary is not null && primary != teller && request.IsWrite
            ? primary
            : ReplyErrors.MovedAddress(reply) is { } address ? loop.FindByAddress(address) : null;
        if (target is null || target == teller)
        {
            Wait(request);
            return;
        }

        request.Target = target;
        Dispatch(request);
    }

    /// <summary>
    /// The reply that has begun is large: it is asked for again on a connection of its own, once its turn has come, and the client
    /// sends nothing until then.
    /// </summary>
    public void AskApart(PendingRequest request)
    {
        Learn(request, failed: false);
        request.Lane = Lane.Large;
        request.Target = request.Node;
        request.Node = null;
        request.Session!.Part(request);
    }

    /// <summary>Stands in a queue for one that has left it.</summary>
    public PendingRequest Placeholder(PendingRequest request)
    {
        var placeholder = loop.Pool.Rent();
        placeholder.Node = request.Node;
        placeholder.Version = request.Version;
        placeholder.IsLearned = placeholder.IsAnswered = true;
        return placeholder;
    }

    /// <summary>Its client is gone, and the connection its reply has to itself is ended for that.</summary>
    public void OnAbandoned(PendingRequest request) => Learn(request, failed: false);

    /// <summary>Nobody wants its reply any more, and none comes.</summary>
    public void Drop(PendingRequest request)
    {
        Learn(request, failed: false);
        loop.Pool.Release(request);
    }

    // Where too many have one, large requests' shared connection will do.
    private static Upstream Apart(PendingRequest request, NodeLink node)
    {
        request.Apart = node.TakeOwn(request.Version, Lane.Large);
        if (request.Apart is null)
            request.Lane = Lane.Bulk;
        return request.Apart ?? node.Connection(request.Version, Lane.Bulk);
    }

    public void SendAnew(PendingRequest request)
    {
        if (request.IsMultiSlot)
            KeySplitter.SplitBySlot(loop, request);
        else if (request.IsWrite && request.Node is { } node && node == NodeChoice.PrimaryOf(loop, request.Slot))
            Wait(request); // It just could not: only a new topology, or time, helps.
        else
            Dispatch(request);
    }

    private void Wait(PendingRequest request)
    {
        if (request.WaitsUntil == 0)
            request.WaitsUntil = Math.Min(request.Deadline, loop.Now + loop.RerouteTicks);
        if (loop.Now >= request.WaitsUntil || request.IsPinned || _waiting.Count >= MaxWaiting)
        {
            Fail(request, RouterError.NoNode, NodeChoice.WhyNone(loop, request));
            return;
        }

        request.IsWaiting = true;
        _waiting.Add(request);
        loop.SweepSoon();
    }
}
