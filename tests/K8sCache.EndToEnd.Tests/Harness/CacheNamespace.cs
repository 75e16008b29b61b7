using System.Text.Json.Nodes;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A namespace and the caches in it; deleted at the end.</summary>
internal sealed class CacheNamespace(KubernetesCluster cluster, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    public KubernetesCluster Cluster { get; } = cluster;

    public Task<CommandResult> KubectlAsync(string args, string? input = null) => Cluster.KubectlAsync($"-n {Name} {args}", input);

    public Task<JsonNode> GetAsync(string args) => Cluster.GetAsync($"-n {Name} {args}");

    public Task<CommandResult> ApplyAsync(string cacheName, string spec)
        => KubectlAsync("apply -f -",
            $$"""{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"{{cacheName}}"},"spec":{{spec}}}""");

    /// <summary>Applies a cache and waits until it is Ready.</summary>
    public async Task<Cache> CreateAsync(string cacheName, string spec)
    {
        _ = (await ApplyAsync(cacheName, spec)).Text;
        await WaitReadyAsync(cacheName);
        return new Cache(this, cacheName);
    }

    public async Task WaitReadyAsync(string cacheName)
    {
        var waited = await KubectlAsync($"wait cachecluster/{cacheName} --for=condition=Ready --timeout=60s");
        if (waited.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{waited}\n{await KubectlAsync($"describe cachecluster {cacheName}")}\n{await KubectlAsync("get pods,events")}\n{Cluster.LocalLog}");
        }
    }

    public async ValueTask DisposeAsync() => _ = (await Cluster.KubectlAsync($"delete namespace {Name} --wait=false")).Text;
}
