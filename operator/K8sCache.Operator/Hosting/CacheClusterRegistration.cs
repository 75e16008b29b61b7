using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Control;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Identity;
using K8sCache.Operator.Metrics;
using K8sCache.Operator.Observe;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Hosting;

/// <summary>Puts the CacheCluster controller together and says what wakes it.</summary>
public static class CacheClusterRegistration
{
    public static ControllerRegistration Create(
        OperatorOptions options, IKubernetesClient client, InformerObjects objects, IPodAdmin pods, IdentityKeys identities,
        IEventRecorder events, OperatorMetrics metrics, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        var observer = new ClusterObserver(objects, pods, identities, new MachineZones(client), new SilenceTracker(timeProvider), timeProvider);
        var controller = new CacheClusterController(
            observer,
            new SpecJudge(options.NodeImage, metrics, loggers.CreateLogger<SpecJudge>()),
            new NameClaims(client, objects),
            new IdentitySecrets(client, timeProvider),
            new ObjectApplier(client, objects, events, loggers.CreateLogger<ObjectApplier>()),
            new TopologyWriter(client, pods, events, loggers.CreateLogger<TopologyWriter>()),
            new StatusWriter(client, events, loggers.CreateLogger<StatusWriter>()),
            metrics);
        return new ControllerBuilder<CacheCluster>("cachecluster", controller)
            .WithOptions(new ControllerOptions { MaxConcurrency = options.Concurrency, Namespace = options.Namespace })
            .When(Predicates.GenerationOrAnnotationsChanged)
            .Owns<V1StatefulSet>(InformerObjects.Selector)
            .Owns<V1Deployment>(InformerObjects.Selector)
            .Owns<V1DaemonSet>(InformerObjects.Selector)
            .Owns<V1Service>(InformerObjects.Selector)
            .Owns<V1ConfigMap>(InformerObjects.Selector)
            .Owns<V1PodDisruptionBudget>(InformerObjects.Selector)
            // Pods are owned by their workloads; their labels name the cluster.
            .Watches<V1Pod>(ClusterOf, InformerObjects.Selector, keep: KeptPod.Of)
            .Build();
    }

    private static IEnumerable<ObjectKey> ClusterOf(V1Pod pod) =>
        pod.GetLabel(Labels.Instance) is { } cluster ? [new ObjectKey(pod.Metadata.NamespaceProperty ?? "", cluster)] : [];
}
