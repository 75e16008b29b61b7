using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Tests.Support;
using K8sCache.LocalCluster;

namespace K8sCache.Kubernetes.Tests.Integration;

/// <summary>A local API server with the recorded CacheCluster CRD, and the client its kubeconfig leads to.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private LocalControlPlane? _cluster;
    private KubernetesClient? _client;

    public LocalControlPlane Cluster => _cluster!;

    public IKubernetesClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalControlPlane.StartAsync(new LocalControlPlaneOptions { Pods = PodRuntimeKind.None });
        _client = new KubernetesClient(
            KubernetesConfiguration.Load(_cluster.KubeconfigFile, null, TimeProvider.System), TestTypes.Json, TimeProvider.System);
        var definition = Transcript.Load("02-crd-lifecycle").Step(3).Request;
        await _client.SendAsync(HttpMethod.Post, definition.Path, definition.Body!.DeepClone(), CancellationToken.None);
        await Eventually.True(IsServedAsync);
    }

    /// <summary>A namespace of its own for a test.</summary>
    public async Task<string> CreateNamespaceAsync(string name)
    {
        await Client.SendAsync(
            HttpMethod.Post, "/api/v1/namespaces",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } },
            CancellationToken.None);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private async Task<bool> IsServedAsync()
    {
        try
        {
            await Client.ListAsync<CacheCluster>();
            return true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return false;
        }
    }
}
