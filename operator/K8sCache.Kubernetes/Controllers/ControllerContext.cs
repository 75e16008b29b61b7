using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Metrics;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>What every controller loop of a manager shares.</summary>
internal sealed record ControllerContext(
    IKubernetesClient Client,
    InformerRegistry Informers,
    TimeProvider TimeProvider,
    KubernetesMetrics Metrics,
    ILogger Logger);
