namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The three states of a container that a pod's status knows.</summary>
internal enum ContainerPhase
{
    Waiting,
    Running,
    Terminated,
}
