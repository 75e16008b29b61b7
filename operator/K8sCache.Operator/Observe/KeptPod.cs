using k8s.Models;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Observe;

/// <summary>What the cache holds of a pod: what <see cref="ObservedPod"/> reads, a twentieth of what the API server sends.</summary>
internal static class KeptPod
{
    /// <summary>The label by which a StatefulSet's controller says which template a pod is of.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    private static readonly string[] KeptLabels =
        [Labels.Name, Labels.Instance, Labels.Component, Labels.ManagedBy, Labels.Zone, RevisionLabel];

    public static V1Pod Of(V1Pod pod) => new()
    {
        ApiVersion = pod.ApiVersion,
        Kind = pod.Kind,
        Metadata = new V1ObjectMeta
        {
            Name = pod.Metadata.Name,
            NamespaceProperty = pod.Metadata.NamespaceProperty,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            CreationTimestamp = pod.Metadata.CreationTimestamp,
            DeletionTimestamp = pod.Metadata.DeletionTimestamp,
            Labels = LabelsOf(pod),
            OwnerReferences = pod.Metadata.OwnerReferences,
        },
        Spec = new V1PodSpec { NodeName = pod.Spec?.NodeName },
        Status = pod.Status is { } status ? StatusOf(status) : null,
    };

    private static Dictionary<string, string> LabelsOf(V1Pod pod)
    {
        var kept = new Dictionary<string, string>(KeptLabels.Length, StringComparer.Ordinal);
        foreach (var label in KeptLabels)
        {
            if (pod.GetLabel(label) is { } value)
                kept[label] = value;
        }
        return kept;
    }

    private static V1PodStatus StatusOf(V1PodStatus status) => new()
    {
        Phase = status.Phase,
        PodIP = status.PodIP,
        Conditions = status.Conditions?.Where(condition => condition.Type is "Ready" or "PodScheduled").ToList(),
        ContainerStatuses = status.ContainerStatuses?.Where(container => container.State?.Waiting is not null)
            .Select(container => new V1ContainerStatus
            {
                Name = container.Name,
                State = new V1ContainerState { Waiting = container.State.Waiting },
            }).ToList(),
    };
}
