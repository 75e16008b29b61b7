using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Makes a pod's status from its containers; pure.</summary>
internal static class PodStatus
{
    private static readonly string[] Owned = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"];

    public static JsonObject Build(JsonObject pod, PodObservation observed, DateTimeOffset now)
    {
        var phase = PhaseOf(pod, observed);
        var status = new JsonObject { ["phase"] = phase };
        var before = pod["status"];
        status["conditions"] = Conditions(before, observed, phase, now);
        if (observed.Address is { } address)
        {
            status["hostIP"] = address.Host.ToString();
            status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = address.Host.ToString() });
            status["podIP"] = address.Pod.ToString();
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address.Pod.ToString() });
        }

        status["startTime"] = before.Text("startTime") ?? observed.StartedAt.ToApiTime();
        if (observed.InitContainers.Count > 0)
            status["initContainerStatuses"] = Statuses([.. observed.InitContainers.Select(AsInitContainer)]);
        status["containerStatuses"] = Statuses(observed.Containers);
        status.SetOrDrop("qosClass", before.At("qosClass")?.DeepClone());
        status.SetOrDrop("observedGeneration", before.At("observedGeneration")?.DeepClone());
        return status;
    }

    private static string PhaseOf(JsonObject pod, PodObservation observed)
    {
        var restarts = pod.Text("spec", "restartPolicy") ?? "Always";
        if (observed.IsOver)
        {
            var failed = observed.Containers.Concat(observed.InitContainers)
                .Any(container => container.State is { IsFinished: true, ExitCode: not 0 } || !container.State.IsFinished && container.State.Last is null);
            return failed ? "Failed" : "Succeeded";
        }

        if (!observed.IsInitialized)
            return "Pending";
        // A container that has never run keeps its pod Pending; one that waits between two runs does not.
        var neverRan = observed.Containers.Any(container => container.State is { Phase: ContainerPhase.Waiting, Last: null });
        return neverRan && restarts.Length > 0 ? "Pending" : "Running";
    }

    private static JsonArray Conditions(JsonNode? before, PodObservation observed, string phase, DateTimeOffset now)
    {
        var unready = observed.Containers.Where(container => !container.State.Ready).Select(container => container.Container.Text("name")).ToList();
        var over = phase is "Succeeded" or "Failed";
        var reason = unready.Count == 0 ? null : over ? "PodCompleted" : "ContainersNotReady";
        var message = unready.Count == 0 || over ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        var conditions = new JsonArray
        {
            Condition(before, "PodReadyToStartContainers", observed.Address is not null && !over, null, null, now),
            Condition(before, "Initialized", observed.IsInitialized, observed.IsInitialized ? null : "ContainersNotInitialized", null, now),
            Condition(before, "Ready", unready.Count == 0 && observed.IsInitialized, reason, message, now),
            Condition(before, "ContainersReady", unready.Count == 0 && observed.IsInitialized, reason, message, now),
        };
        foreach (var other in before.Items("conditions").Where(condition => !Owned.Contains(condition.Text("type"))))
            conditions.Add(other.DeepClone());
        return conditions;
    }

    private static JsonObject Condition(JsonNode? before, string type, bool holds, string? reason, string? message, DateTimeOffset now)
    {
        var status = holds ? "True" : "False";
        var known = before.Items("conditions").FirstOrDefault(condition => condition.Text("type") == type);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = known.Text("status") == status ? known.Text("lastTransitionTime") : now.ToApiTime(),
        };
        condition.SetOrDrop("reason", reason);
        condition.SetOrDrop("message", message);
        return condition;
    }

    /// <summary>An init container is ready when it has done its part.</summary>
    private static ObservedContainer AsInitContainer(ObservedContainer init) => init.State is { IsFinished: true, ExitCode: 0 }
        ? init with { State = init.State with { Ready = true } }
        : init;

    private static JsonArray Statuses(IReadOnlyList<ObservedContainer> containers) =>
        new([.. containers.Select(container => (JsonNode)container.State.ToStatus(container.Container))]);
}
