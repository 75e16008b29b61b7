namespace K8sCache.Operator.Desired;

/// <summary>Names of the objects a cluster is made of, and of what is inside them; people and scripts rely on them.</summary>
public static class Names
{
    public const string FieldManager = "k8scache-operator";

    public const string NodeContainer = "node";
    public const string RouterContainer = "router";

    public const string NodeProgram = "k8scache-node";
    public const string RouterProgram = "k8scache-router";

    public const string RespPort = "resp";
    public const string PeerPort = "peer";
    public const string AdminPort = "admin";

    /// <summary>The ConfigMap's member that is the topology document.</summary>
    public const string TopologyKey = "topology.json";

    /// <summary>The identity Secret's member: the tokens, a line each.</summary>
    public const string IdentityMember = "tokens";

    /// <summary>StatefulSet and headless Service of the cache servers, and the stem of their pods' names.</summary>
    public static string Nodes(string cluster) => cluster + "-nodes";

    public static string Router(string cluster) => cluster + "-router";

    /// <summary>The Service clients connect to, and the ServiceMonitor.</summary>
    public static string Service(string cluster) => cluster;

    public static string Topology(string cluster) => cluster + "-topology";

    /// <summary>The Secret by which operator, nodes and routers know each other.</summary>
    public static string Identity(string cluster) => cluster + "-identity";

    public static string NodePod(string cluster, int ordinal) => $"{Nodes(cluster)}-{ordinal}";
}
