using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>
/// DNS names of the cache servers. Published before they are ready: a server is ready only once it has a topology,
/// and its peers must reach it before that.
/// </summary>
internal static class NodeService
{
    public static V1Service Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(input.Cluster, Names.Nodes(input.Name), Labels.NodeComponent),
        Spec = new V1ServiceSpec
        {
            ClusterIP = "None",
            Ports =
            [
                Port(Names.RespPort, Ports.Resp),
                Port(Names.PeerPort, Ports.Peer),
                Port(Names.AdminPort, Ports.Admin),
            ],
            PublishNotReadyAddresses = true,
            Selector = Labels.Selector(input.Name, Labels.NodeComponent),
            Type = "ClusterIP",
        },
    };

    private static V1ServicePort Port(string name, int port) =>
        new() { Name = name, Port = port, Protocol = "TCP", TargetPort = name };
}
