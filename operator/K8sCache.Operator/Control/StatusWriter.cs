using System.Collections.Concurrent;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Control;

/// <summary>Writes a status where it differs from the stored one, and tells people what changed.</summary>
public sealed class StatusWriter(IKubernetesClient client, IEventRecorder events, ILogger<StatusWriter> logger)
{
    private static readonly ApplyOptions Options = new() { FieldManager = Names.FieldManager };

    /// <summary>The last status written, and the version of the cached resource it was written on.</summary>
    private readonly ConcurrentDictionary<ObjectKey, (string? CachedVersion, CacheClusterStatus Status)> _written = new();

    /// <summary>
    /// The resource with the status this process wrote last, for as long as the cache has not heard of it: or a pass
    /// soon after would announce the same change again.
    /// </summary>
    public CacheCluster WithLatestStatus(CacheCluster cached)
    {
        if (!_written.TryGetValue(cached.Key(), out var written))
            return cached;
        if (written.CachedVersion == cached.Metadata.ResourceVersion)
            return cached with { Status = written.Status };
        _written.TryRemove(cached.Key(), out _);
        return cached;
    }

    public async Task WriteAsync(CacheCluster cluster, CacheClusterStatus status, CancellationToken cancellationToken)
    {
        if (cluster.Status is not null && OperatorTypes.Json.SameContent(cluster.Status, status))
            return;
        // Without the resourceVersion: the status is this operator's alone, and says itself which spec it is about.
        var body = new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = cluster.Metadata.Name, NamespaceProperty = cluster.Metadata.NamespaceProperty },
            Status = status,
        };
        try
        {
            await client.ApplyStatusAsync(body, Options, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Deleted since this pass began: there is nothing left to say it of.
            return;
        }

        _written[cluster.Key()] = (cluster.Metadata.ResourceVersion, status);
        foreach (var condition in status.Conditions ?? [])
        {
            if (IsNews(condition, cluster.Status?.Conditions?.FirstOrDefault(other => other.Type == condition.Type)))
                Announce(cluster, condition);
        }
    }

    /// <summary>Drops what is remembered of a resource that is gone.</summary>
    public void Forget(ObjectKey key) => _written.TryRemove(key, out _);

    /// <summary>A spec that is wrong in another way than before is news, too.</summary>
    private static bool IsNews(Condition condition, Condition? before) => before?.Status != condition.Status
        || (condition is { Type: ConditionTypes.Valid, Status: "False" } && before.Reason != condition.Reason);

    private void Announce(CacheCluster cluster, Condition condition)
    {
        Log.ConditionChanged(
            logger, cluster.Key(), condition.Type, condition.Status, condition.Reason, condition.Message);
        // Degraded and Progressing are bad news when true, the others when false.
        var badWhenTrue = condition.Type is ConditionTypes.Degraded or ConditionTypes.Progressing;
        var good = (condition.Status == "True") != badWhenTrue;
        var starting = cluster.Status is not { TopologyEpoch: > 0 };
        var expected = good || condition.Type is ConditionTypes.Progressing || (starting && condition.Type is not ConditionTypes.Valid);
        events.Publish(
            cluster, expected ? EventType.Normal : EventType.Warning, condition.Reason, condition.Type,
            $"{condition.Type} is {condition.Status}: {condition.Message}");
    }
}
