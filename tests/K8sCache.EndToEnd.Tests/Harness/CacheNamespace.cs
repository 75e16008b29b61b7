using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A namespace and the caches in it; deleted at the end.</summary>
internal sealed class CacheNamespace(KubernetesCluster cluster, string name) : IAsyncDisposable
{
    private readonly Dictionary<string, ProgramUnderTest> _tunnels = [];

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

    /// <summary>A local port that leads to an object's port 6379, through the API server.</summary>
    public async Task<int> ForwardAsync(string target)
    {
        if (!_tunnels.TryGetValue(target, out var tunnel) || tunnel.HasExited)
        {
            _tunnels[target] = tunnel = ProgramUnderTest.Start(
                Workspace.Tool("kubectl"), "--kubeconfig", Cluster.Kubeconfig, "-n", Name, "port-forward", target, ":6379");
        }
        var port = 0;
        await Eventually.AssertAsync(() =>
        {
            var line = Regex.Match(tunnel.Output, @"Forwarding from 127\.0\.0\.1:(\d+)");
            Assert.True(line.Success, tunnel.Output);
            port = int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return port;
    }

    /// <summary>What a pod answers at <c>/metrics</c>.</summary>
    public Task<string> MetricsAsync(JsonNode pod, int port) => Cluster.MetricsAsync(Name, pod, port);

    public async ValueTask DisposeAsync()
    {
        foreach (var tunnel in _tunnels.Values)
        {
            await tunnel.DisposeAsync();
        }
        _ = (await Cluster.KubectlAsync($"delete namespace {Name} --wait=false")).Text;
    }
}
