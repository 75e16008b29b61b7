using K8sCache.Operator.Api;
using K8sCache.Topology;

namespace K8sCache.Operator.Status;

/// <summary>
/// Judges a pass, one method a condition, the first reason that holds wins. Ready answers "can it be used?", Degraded
/// "has it less than it should?", Progressing "is it still changing?"; TopologyInSync, SchedulerEffective and Valid
/// answer for their part of the spec.
/// </summary>
internal static class ConditionRules
{
    public static IReadOnlyDictionary<string, Judgement> Judge(PassResult pass) => new Dictionary<string, Judgement>
    {
        [ConditionTypes.Ready] = Ready(pass),
        [ConditionTypes.Progressing] = Progressing(pass),
        [ConditionTypes.Degraded] = Degraded(pass),
        [ConditionTypes.TopologyInSync] = TopologyInSync(pass),
        [ConditionTypes.SchedulerEffective] = SchedulerEffective(pass),
        [ConditionTypes.Valid] = Valid(pass),
    };

    private static Judgement Ready(PassResult pass)
    {
        if (pass.Slots is not { } slots)
            return new(false, Reasons.NoTopology, $"no topology yet: {Waiting(pass)}");
        if (slots.Unavailable > 0)
            return new(false, Reasons.SlotsUnavailable, $"{slots.Unavailable} of {HashSlot.Count} slots have no ready node that serves them: {Waiting(pass)}");
        return pass.RoutersReady == 0
            ? new(false, Reasons.NoRouterReady, $"no router is ready: {Waiting(pass)}")
            : new(true, Reasons.Serving, $"{pass.NodesReady} of {pass.Spec.Nodes.Replicas} nodes and {pass.RoutersReady} of {pass.RoutersWanted} routers ready");
    }

    private static Judgement Progressing(PassResult pass)
    {
        var surplus = pass.Observed.Nodes.Count(node => node.Ordinal >= pass.Spec.Nodes.Replicas);
        if (pass.Written.Count > 0)
            return new(true, Reasons.ApplyingObjects, $"applied {string.Join(", ", pass.Written)}");
        if (pass.NodesReady < pass.Spec.Nodes.Replicas)
            return new(true, Reasons.NodesStarting, Waiting(pass));
        if (pass.PodsUpdating)
            return new(true, Reasons.PodsUpdating, "pods are replaced by ones of the newest spec" + Obstacle(pass));
        if (surplus > 0)
            return new(true, Reasons.NodesLeaving, $"{surplus} surplus nodes hand over their slots and go");
        if (pass.Slots is { Filling: > 0 } slots)
            return new(true, Reasons.SlotsMoving, $"{slots.Filling} of {HashSlot.Count} slots are being copied");
        if (pass.RoutersReady < pass.RoutersWanted)
            return new(true, Reasons.RoutersStarting, Waiting(pass));
        return pass.Behind.Count > 0
            ? new(true, Reasons.TopologySpreading, $"epoch {pass.Topology?.Epoch} is on its way to {Some(pass.Behind)}")
            : new(false, Reasons.Stable, "everything is as the spec asks for");
    }

    private static Judgement Degraded(PassResult pass)
    {
        if (pass.NodesDown > 0)
            return new(true, Reasons.NodesDown, $"{pass.NodesDown} of {pass.Topology!.Nodes.Count} nodes are down: {Waiting(pass)}");
        if (pass.Slots is { Short: > 0 } slots)
            return new(true, Reasons.CopiesMissing, $"{slots.Short} of {HashSlot.Count} slots have fewer copies than {pass.Topology!.Replication.Factor}");
        return pass.Topology is not null && pass.RoutersReady < pass.RoutersWanted
            ? new(true, Reasons.RoutersNotReady, $"{pass.RoutersReady} of {pass.RoutersWanted} routers are ready")
            : new(false, Reasons.AsWanted, "nothing is missing");
    }

    private static Judgement TopologyInSync(PassResult pass)
    {
        if (pass.Topology is not { } topology || pass.Slots is not { } slots)
            return new(false, Reasons.NoTopology, $"no topology yet: {Waiting(pass)}");
        if (pass.Behind.Count > 0)
            return new(false, Reasons.PodsBehind, $"epoch {topology.Epoch} has not reached {Some(pass.Behind)}");
        return slots.InSync < HashSlot.Count
            ? new(false, Reasons.SlotsFilling, $"{slots.InSync} of {HashSlot.Count} slots have all their copies")
            : new(true, Reasons.AllInSync, $"all pods have epoch {topology.Epoch}, all slots all their copies");
    }

    private static Judgement SchedulerEffective(PassResult pass)
    {
        if (pass.Topology is not { } topology)
            return new(false, Reasons.NoTopology, $"no topology yet: {Waiting(pass)}");
        var behind = pass.Behind.Count(name => pass.Observed.Routers.Any(router => router.Pod.Name == name));
        if (behind > 0)
            return new(false, Reasons.RoutersBehind, $"{behind} routers have not been told yet");
        if (topology.Scheduler.Type != SchedulerType.Hash && topology.Replication.Factor == 1)
            return new(false, Reasons.OneCopyOnly, $"{topology.Scheduler.Type} has nothing to choose from: each slot has one copy only");
        if (topology.Scheduler.Hedging is not { } hedging)
            return new(true, Reasons.Effective, $"routers use {topology.Scheduler.Type}");
        return topology.Replication.Factor == 1
            ? new(false, Reasons.OneCopyOnly, "hedging has no other copy to send a slow read to: each slot has one copy only")
            : new(true, Reasons.Effective, FormattableString.Invariant(
                $"routers use {topology.Scheduler.Type}, and send up to {hedging.BudgetPercent} % of reads to a second copy"));
    }

    private static Judgement Valid(PassResult pass)
    {
        if (pass.Problems.Count > 0)
            return new(false, pass.Problems[0].Reason, string.Join("; ", pass.Problems.Select(problem => problem.Message)));
        return pass.Spec.Metrics.ServiceMonitor.Enabled && !pass.Observed.ServiceMonitorsAvailable
            ? new(true, Reasons.ServiceMonitorsUnknown, "spec.metrics.serviceMonitor.enabled is set, but the API server knows no ServiceMonitors: none was made")
            : new(true, Reasons.SpecAccepted, "the spec can be met");
    }

    /// <summary>What a pod that is not ready waits for, as far as it can be told.</summary>
    private static string Waiting(PassResult pass)
    {
        var text = $"{pass.NodesReady} of {pass.Spec.Nodes.Replicas} nodes and {pass.RoutersReady} of {pass.RoutersWanted} routers are ready";
        if (Troubles(pass).FirstOrDefault() is { } trouble)
            text += "; " + trouble;
        var started = pass.Observed.Nodes.Any(node => node.Report is not null);
        // The operator may not read Secrets, so it cannot say more than what the pods wait for.
        if (pass.Spec.Auth is { } auth && !started)
            text += $"; the pods start once Secret {auth.SecretName} exists and has a member {auth.SecretKey}";
        if (pass.Spec.Tls is { } tls && !started)
        {
            var members = tls.AuthClients == TlsClientAuthentication.None ? "tls.crt and tls.key" : "tls.crt, tls.key and ca.crt";
            text += $"; the pods start once Secret {tls.SecretName} exists and has members {members}";
        }

        return text;
    }

    /// <summary>What a replacement waits for, where a pod cannot run.</summary>
    private static string Obstacle(PassResult pass) => Troubles(pass).FirstOrDefault() is { } trouble ? "; " + trouble : "";

    private static IEnumerable<string> Troubles(PassResult pass) =>
        pass.Observed.Nodes.Select(node => node.Pod).Concat(pass.Observed.Routers.Select(router => router.Pod))
            .Where(pod => pod.Trouble is not null)
            .Select(pod => $"pod {pod.Name}: {pod.Trouble}");

    private static string Some(IReadOnlySet<string> names)
    {
        const int Shown = 3;
        var text = string.Join(", ", names.Order(StringComparer.Ordinal).Take(Shown));
        return names.Count > Shown ? $"{text} and {names.Count - Shown} more pods" : text;
    }
}
