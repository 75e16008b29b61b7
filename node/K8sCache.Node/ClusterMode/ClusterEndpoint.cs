using System.Globalization;
using K8sCache.Node.Replication;
using K8sCache.Topology;

namespace K8sCache.Node.ClusterMode;

/// <summary>Where clients of Redis Cluster reach a node: its host, without brackets, and ports.</summary>
internal readonly record struct ClusterEndpoint(string Host, int Port, int BusPort)
{
    public static ClusterEndpoint Of(TopologyNode node)
    {
        var (host, port) = Split(node.Address);
        return new ClusterEndpoint(host, port, Split(PeerAddress.Of(node)).Port);
    }

    private static (string Host, int Port) Split(string address)
    {
        var colon = address.LastIndexOf(':');
        return (address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
