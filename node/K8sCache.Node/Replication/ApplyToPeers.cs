using K8sCache.Storage;

namespace K8sCache.Node.Replication;

/// <summary>Sends the visited steps to the peers that can do with them, and the visited state to the others.</summary>
internal readonly struct ApplyToPeers(List<PeerLink> peers, long epoch) : IStepVisitor
{
    public bool TryVisit(scoped in EntrySteps steps)
    {
        var areAllSent = true;
        foreach (var peer in peers)
            areAllSent &= peer.TrySendSteps(epoch, steps);
        return areAllSent;
    }

    public void Visit(scoped in EntryState entry)
    {
        foreach (var peer in peers)
            peer.SendState(epoch, entry);
    }
}
