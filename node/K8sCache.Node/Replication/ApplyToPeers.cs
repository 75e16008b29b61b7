using K8sCache.Storage;

namespace K8sCache.Node.Replication;

/// <summary>Sends the visited state to some peers.</summary>
internal readonly struct ApplyToPeers(List<PeerLink> peers, long epoch) : IEntryVisitor
{
    public void Visit(scoped in EntryState entry)
    {
        foreach (var peer in peers)
            peer.SendState(epoch, entry);
    }
}
