namespace K8sCache.LocalCluster.Kubelet;

/// <summary>A container cannot be made as its pod asks; <see cref="Reason"/> is what its waiting state shows.</summary>
internal sealed class ContainerConfigException(string reason, string message) : Exception(message)
{
    public string Reason { get; } = reason;
}
