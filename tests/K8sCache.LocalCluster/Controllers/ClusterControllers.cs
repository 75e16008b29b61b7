using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers.Cluster;
using K8sCache.LocalCluster.Controllers.Collection;
using K8sCache.LocalCluster.Controllers.Disruption;
using K8sCache.LocalCluster.Controllers.Endpoints;
using K8sCache.LocalCluster.Controllers.Workloads;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>Everything that acts on the API from within the process: what kube-controller-manager and kube-scheduler do on a real cluster.</summary>
internal sealed class ClusterControllers(
    IClusterApi api, ResourceRegistry registry, string certificateAuthority, bool schedulesPods, TimeProvider time, ILoggerFactory logging)
{
    /// <summary>Runs until cancelled.</summary>
    public Task Run(CancellationToken cancellation)
    {
        var log = logging.CreateLogger<ClusterControllers>();
        IReconciler[] reconcilers =
        [
            new NamespaceDefaultsController(api, certificateAuthority),
            new NamespaceController(api, registry, time),
            new StatefulSetController(api, time),
            new DeploymentController(api, time),
            new ReplicaSetController(api, time),
            new DaemonSetController(api, time),
            new EndpointSliceController(api),
            new EndpointsController(api),
            new DisruptionController(api, registry, time),
        ];
        if (schedulesPods)
            reconcilers = [.. reconcilers, new PodScheduler(api, time)];
        var collector = new GarbageCollectorLoop(api, registry, time, log);
        return Task.WhenAll(
        [
            collector.Run(cancellation),
            .. reconcilers.Select(reconciler => new ControllerLoop(reconciler, api, time, log).Run(cancellation)),
        ]);
    }
}
