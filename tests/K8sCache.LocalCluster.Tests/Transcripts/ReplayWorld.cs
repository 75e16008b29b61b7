using System.Net;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Http;
using K8sCache.LocalCluster.Builtins;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Controllers.Cluster;
using K8sCache.LocalCluster.Controllers.Disruption;
using K8sCache.LocalCluster.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// A control plane without kubelet, as the recorder had it: controllers run, no pod ever does. Set up as each recorded
/// file found its cluster.
/// </summary>
internal sealed class ReplayWorld : IAsyncDisposable
{
    private static readonly IPNetwork ServiceNetwork = new(IPAddress.Parse("10.96.0.0"), 16);

    private readonly ApiServer _server;
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    private ReplayWorld(BuiltinApi api, ApiServer server, CancellationTokenSource stop)
    {
        Kubernetes = api;
        api.Core.Hooks.Subresources.Add(new BindingHandler(api.Api.As("default-scheduler"), TimeProvider.System));
        api.Core.Hooks.Subresources.Add(new EvictionHandler(api.Api, TimeProvider.System));
        _server = server;
        _stop = stop;
        var controllers = new ClusterControllers(
            api.Api.As("kube-controller-manager"), api.Core.Registry, server.Certificates.AuthorityPem, schedulesPods: false, TimeProvider.System, NullLoggerFactory.Instance);
        _running = Task.WhenAll(api.RunAsync(stop.Token), controllers.Run(stop.Token));
    }

    public BuiltinApi Kubernetes { get; }

    public Uri Url => _server.Url;

    public static async Task<ReplayWorld> StartAsync(CancellationToken cancellationToken)
    {
        var api = BuiltinApi.Create(new ObjectStore(firstVersion: 100), ServiceNetwork, TimeProvider.System, new Random(20));
        var certificates = LoopbackCertificates.Create(TimeProvider.System, IPAddress.Loopback);
        var server = await ApiServer.StartAsync(new ApiServerOptions(), api.Core, certificates, NullLoggerFactory.Instance, cancellationToken);
        return new ReplayWorld(api, server, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
    }

    /// <summary>A namespace, with what the controllers put into it.</summary>
    public async Task AddNamespaceAsync(string name)
    {
        Kubernetes.Api.Create(KnownResources.Namespaces, null, Named("v1", "Namespace", name));
        await Eventually.True(() =>
            Kubernetes.Api.Find(KnownResources.ServiceAccounts, name, "default") is not null &&
            Kubernetes.Api.Find(KnownResources.ConfigMaps, name, "kube-root-ca.crt") is not null);
    }

    /// <summary>The CacheCluster definition of the recordings: what 02 creates in its third step.</summary>
    public async Task AddDefinitionAsync()
    {
        var body = Transcript.Load("02-crd-lifecycle").Steps[2].Request["body"]!.AsObject();
        Kubernetes.Api.Create(KnownResources.CustomResourceDefinitions, null, body);
        await Eventually.True(() => Kubernetes.Core.Registry.Find("k8scache.io", "v1alpha1", "cacheclusters") is not null);
        await Eventually.True(() => IsEstablished("cacheclusters.k8scache.io"));
    }

    public bool IsEstablished(string name) =>
        (Kubernetes.Api.Find(KnownResources.CustomResourceDefinitions, null, name)?["status"]?["conditions"] as JsonArray ?? [])
        .Any(condition => (string?)condition!["type"] == "Established" && (string?)condition["status"] == "True");

    /// <summary>A kubeconfig of the administrator.</summary>
    public string Kubeconfig()
    {
        var authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(_server.Certificates.AuthorityPem));
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: local
              cluster:
                server: {Url.GetLeftPart(UriPartial.Authority)}
                certificate-authority-data: {authority}
            users:
            - name: admin
              user:
                token: {Kubernetes.AdminToken}
            contexts:
            - name: local
              context:
                cluster: local
                user: admin
            current-context: local
            """;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped as asked.
        }

        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private static JsonObject Named(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
}
