using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Observe;

/// <summary>What the operator needs to know of a pod.</summary>
public sealed record ObservedPod
{
    public required string Name { get; init; }

    /// <summary>Another one under the same name is another pod.</summary>
    public required string Uid { get; init; }

    /// <summary>Null until the pod runs.</summary>
    public string? Ip { get; init; }

    public bool IsReady { get; init; }

    /// <summary>Told to stop.</summary>
    public bool IsTerminating { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Revision of the StatefulSet's template it was made from.</summary>
    public string? Revision { get; init; }

    /// <summary>Machine it runs on.</summary>
    public string? MachineName { get; init; }

    /// <summary>Zone of the machine as the pod's own label says.</summary>
    public string? ZoneLabel { get; init; }

    /// <summary>Kind of the workload it is of: <c>StatefulSet</c>, <c>ReplicaSet</c> or <c>DaemonSet</c>.</summary>
    public string? OwnerKind { get; init; }

    /// <summary>Why it cannot run, in Kubernetes' words, such as <c>Unschedulable</c> or <c>CrashLoopBackOff</c>.</summary>
    public string? Trouble { get; init; }

    public static ObservedPod Of(V1Pod pod) => new()
    {
        Name = pod.Metadata.Name ?? "",
        Uid = pod.Metadata.Uid ?? "",
        Ip = pod.Status is { Phase: "Running", PodIP.Length: > 0 } status ? status.PodIP : null,
        IsReady = pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) ?? false,
        IsTerminating = pod.IsBeingDeleted(),
        Revision = pod.GetLabel(KeptPod.RevisionLabel),
        CreatedAt = pod.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue,
        MachineName = pod.Spec?.NodeName,
        ZoneLabel = pod.GetLabel(Desired.Labels.Zone),
        OwnerKind = pod.GetController()?.Kind,
        Trouble = TroubleOf(pod.Status),
    };

    private static string? TroubleOf(V1PodStatus? status)
    {
        var unscheduled = status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        if (unscheduled is not null)
            return $"{unscheduled.Reason}: {unscheduled.Message}";
        // "ContainerCreating" is no trouble but the ordinary way to a running container.
        return status?.ContainerStatuses?.Select(container => container.State?.Waiting)
            .FirstOrDefault(waiting => waiting?.Reason is not (null or "ContainerCreating" or "PodInitializing"))
            is { } trouble ? $"{trouble.Reason}: {trouble.Message}".TrimEnd(':', ' ') : null;
    }
}
