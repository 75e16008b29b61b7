using System.Net;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>A node that the cluster pretends to have.</summary>
internal sealed record NodeSpec(string Name, string Zone, IPAddress Address);
