using System.Net;
using System.Security.Cryptography;
using k8s;
using k8s.Models;
using K8sCache.Hosting.Admin;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Metrics;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Metrics;
using K8sCache.Operator.Identity;
using K8sCache.Operator.Observe;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Hosting;

/// <summary>A running operator: API client, caches, controller, leader election, admin port.</summary>
[EntityRbac(typeof(V1Lease), Verbs = RbacVerbs.Get | RbacVerbs.Create | RbacVerbs.Update)]
[EntityRbac(typeof(V1Secret), Verbs = RbacVerbs.Get | RbacVerbs.Create)]
[EntityRbac(typeof(Eventsv1Event), Verbs = RbacVerbs.Create | RbacVerbs.Patch)]
public sealed class OperatorServer : IAsyncDisposable
{
    /// <summary>How long a stop may take: a pass that is under way ends, the lease is released.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly MetricPage _page = new();
    private readonly KubernetesMetrics _metrics;
    private readonly KubernetesClient _client;
    private readonly EventRecorder _events;
    private readonly HttpPodAdmin _pods;
    private readonly IdentityKeys _identities;
    private readonly ControllerManager _manager;
    private readonly TimeProvider _timeProvider;
    private AdminServer? _admin;

    private OperatorServer(
        OperatorOptions options, KubernetesClientConfiguration configuration, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        _timeProvider = timeProvider;
        Supervisor = new Supervisor(timeProvider, loggers.CreateLogger<OperatorServer>());
        _metrics = new KubernetesMetrics(_page.Factory);
        _client = new KubernetesClient(configuration, OperatorTypes.Json, timeProvider, loggers);
        _events = new EventRecorder(
            _client,
            new EventRecorderOptions { ReportingController = "k8scache.io/operator", ReportingInstance = options.Identity },
            timeProvider,
            loggers.CreateLogger<EventRecorder>());
        _pods = new HttpPodAdmin(loggers.CreateLogger<HttpPodAdmin>());
        _identities = new IdentityKeys(_client, new ObjectKey(options.LeaseNamespace ?? _client.DefaultNamespace, $"{options.LeaseName}-identity"));
        var informers = new InformerRegistry(_client, timeProvider, NewRandom(), _metrics, loggers.CreateLogger<InformerRegistry>());
        var objects = new InformerObjects(_client, informers, options.Namespace, timeProvider);
        var registration = CacheClusterRegistration.Create(
            options, _client, objects, _pods, _identities, _events, new OperatorMetrics(_page.Factory), timeProvider, loggers);
        _manager = new ControllerManager(
            _client, informers, [registration], Elector(options, timeProvider, loggers), timeProvider, _metrics, loggers);
    }

    /// <summary>Tells when the operator cannot go on.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>Where the admin port listens.</summary>
    public IPEndPoint AdminEndPoint => _admin!.EndPoint;

    /// <exception cref="StartFailedException">No way to a cluster, or the admin port is taken.</exception>
    public static async Task<OperatorServer> StartAsync(
        OperatorOptions options, TimeProvider timeProvider, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        KubernetesClientConfiguration configuration;
        try
        {
            configuration = KubernetesConfiguration.Load(options.Kubeconfig, context: null, timeProvider);
        }
        catch (KubernetesConfigurationException error)
        {
            throw new StartFailedException(error.Message, error);
        }

        var server = new OperatorServer(options, configuration, timeProvider, loggers);
        var readiness = new Readiness();
        readiness.Require("the caches of Kubernetes objects are not filled yet", () => server._manager.IsReady);
        server._admin = await AdminServer.StartAsync(options.AdminEndPoint, server._page, readiness, server.Supervisor, _ => { }, cancellationToken);
        await server._events.StartAsync(cancellationToken);
        await server._manager.StartAsync(cancellationToken);
        server.Supervisor.Watch("leading and reconciling", server._manager.Completion);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Supervisor.BeginStop();
        using (var patience = new CancellationTokenSource(StopPatience, _timeProvider))
        {
            await _manager.StopAsync(patience.Token);
            await _events.StopAsync(patience.Token);
        }

        if (_admin is not null)
            await _admin.DisposeAsync();
        await _manager.DisposeAsync();
        _events.Dispose();
        _pods.Dispose();
        _identities.Dispose();
        _client.Dispose();
        _page.Dispose();
    }

    private LeaderElector? Elector(OperatorOptions options, TimeProvider timeProvider, ILoggerFactory loggers) =>
        !options.LeaderElection ? null : new LeaderElector(
            _client,
            new LeaderElectionOptions
            {
                LeaseName = options.LeaseName,
                Namespace = options.LeaseNamespace ?? _client.DefaultNamespace,
                Identity = options.Identity,
            },
            timeProvider,
            NewRandom(),
            _metrics,
            loggers.CreateLogger<LeaderElector>());

    /// <summary>Seeded apart in every process, so that instances do not retry in step.</summary>
    private static Random NewRandom() => new(RandomNumberGenerator.GetInt32(int.MaxValue));
}
