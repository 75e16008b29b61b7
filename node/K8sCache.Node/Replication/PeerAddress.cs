using System.Globalization;
using K8sCache.Topology;

namespace K8sCache.Node.Replication;

/// <summary>Where a node listens for other nodes.</summary>
internal static class PeerAddress
{
    /// <summary>As the topology says, or else the port above its clients' one, which is where nodes listen by default.</summary>
    public static string Of(TopologyNode node)
    {
        if (node.PeerAddress is { } address)
            return address;
        var colon = node.Address.LastIndexOf(':');
        var port = int.Parse(node.Address.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        // There is no port above the last one; the clients' port refuses what only nodes may say, naming the reason.
        if (port == ushort.MaxValue)
            return node.Address;
        return string.Create(CultureInfo.InvariantCulture, $"{node.Address[..colon]}:{port + 1}");
    }
}
