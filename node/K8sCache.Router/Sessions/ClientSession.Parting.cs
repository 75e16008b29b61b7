using K8sCache.Commands;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>Reads with large replies, which have a connection to a node to themselves: one at a time, and nothing else meanwhile.</summary>
internal sealed partial class ClientSession
{
    /// <summary>Whether a read may as well be executed later: nothing that the client sent behind it changes what it finds.</summary>
    public bool MayAskApart(PendingRequest request) =>
        request is { IsWrite: false, IsPinned: false, Command.IsReadOnly: true } && _order.WriteCount == 0;

    /// <summary>A read's reply turned out to be large: it is asked for again when those before it are answered.</summary>
    public void Part(PendingRequest request)
    {
        HoldNext();
        request.IsParted = true;
        if (request == _order.First)
            AskParted();
    }

    private bool HasLargeReply(CommandSpec command, ReadOnlySpan<byte> wire) =>
        command.IsReadOnly && command.Route is CommandRoute.SingleKey or CommandRoute.OneSlot && Loop.LargeReads.Contains(wire);

    private void AskParted()
    {
        var request = _order.First!;
        request.IsParted = false;
        request.ReceivedAt = Loop.Now;
        request.Deadline = Loop.Now + Loop.RequestTicks;
        Loop.Dispatcher.Dispatch(request);
    }

    // The client is gone. What its node had yet to send is not waited for, and is not the node's failure.
    private void Abandon(PendingRequest request)
    {
        if (request is not { Apart: { } apart, InQueue: true })
            return;
        Loop.Dispatcher.OnAbandoned(request);
        apart.Abandon();
    }
}
