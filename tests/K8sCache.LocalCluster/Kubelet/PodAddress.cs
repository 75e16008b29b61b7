using System.Net;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>A pod's own address and that of the node it runs on.</summary>
internal sealed record PodAddress(IPAddress Pod, IPAddress Host);
