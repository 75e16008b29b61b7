using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Control;

/// <summary>Writes a status where it differs from the stored one.</summary>
public sealed class StatusWriter(IKubernetesClient client, ILogger<StatusWriter> logger)
{
    private static readonly WriteOptions Options = new() { FieldManager = Names.FieldManager };

    /// <summary>The cluster as stored after.</summary>
    /// <exception cref="KubernetesException">A conflict: the spec changed meanwhile, and the status would be about an old one.</exception>
    public async Task<CacheCluster> WriteAsync(
        CacheCluster cluster, CacheClusterStatus status, CancellationToken cancellationToken)
    {
        if (cluster.Status is not null && KubernetesJson.SameContent(cluster.Status, status))
            return cluster;
        var before = cluster.Status?.Conditions ?? [];
        foreach (var condition in status.Conditions ?? [])
        {
            if (before.FirstOrDefault(other => other.Type == condition.Type)?.Status != condition.Status)
            {
                Log.ConditionChanged(
                    logger, cluster.Key(), condition.Type, condition.Status, condition.Reason, condition.Message);
            }
        }

        return await client.UpdateStatusAsync(cluster with { Status = status }, Options, cancellationToken);
    }
}
