using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Leaves pods alone: whoever started the cluster plays the kubelet.</summary>
internal sealed class NoPods : IPodRuntime
{
    public Task Run(CancellationToken cancellation) => Task.CompletedTask;

    public IAsyncEnumerable<string> ReadLog(string ns, string name, LogQuery query, CancellationToken cancellation) =>
        throw Errors.BadRequest($"pod {name} does not run here");
}
