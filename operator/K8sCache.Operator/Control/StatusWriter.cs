using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Control;

/// <summary>Writes a status where it differs from the stored one.</summary>
public sealed class StatusWriter(IKubernetesClient client, IEventRecorder events, ILogger<StatusWriter> logger)
{
    private static readonly WriteOptions Options = new() { FieldManager = Names.FieldManager };

    /// <summary>The cluster as stored after.</summary>
    /// <exception cref="KubernetesException">A conflict: the spec changed meanwhile, and the status would be about an old one.</exception>
    public async Task<CacheCluster> WriteAsync(
        CacheCluster cluster, CacheClusterStatus status, CancellationToken cancellationToken)
    {
        if (cluster.Status is not null && KubernetesJson.SameContent(cluster.Status, status))
            return cluster;
        foreach (var condition in status.Conditions ?? [])
        {
            if (cluster.Status?.Conditions?.FirstOrDefault(other => other.Type == condition.Type)?.Status != condition.Status)
                Announce(cluster, condition);
        }

        return await client.UpdateStatusAsync(cluster with { Status = status }, Options, cancellationToken);
    }

    private void Announce(CacheCluster cluster, V1Condition condition)
    {
        Log.ConditionChanged(
            logger, cluster.Key(), condition.Type, condition.Status, condition.Reason, condition.Message);
        // Degraded and Progressing are bad news when true, the others when false.
        var badWhenTrue = condition.Type is ConditionTypes.Degraded or ConditionTypes.Progressing;
        var good = (condition.Status == "True") != badWhenTrue;
        var expected = good || condition.Type is ConditionTypes.Progressing || cluster.Status is null;
        events.Publish(
            cluster, expected ? EventType.Normal : EventType.Warning, condition.Reason, condition.Type,
            $"{condition.Type} is {condition.Status}: {condition.Message}");
    }
}
