namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What runs pods that are bound to a node.</summary>
internal interface IPodRuntime
{
    /// <summary>Runs pods until cancelled; when it completes nothing of them runs any more.</summary>
    Task Run(CancellationToken cancellation);

    /// <summary>The lines of a container's log.</summary>
    /// <exception cref="Api.ApiException">No such pod, container or run here (400, 404).</exception>
    IAsyncEnumerable<string> ReadLog(string ns, string name, LogQuery query, CancellationToken cancellation);
}
