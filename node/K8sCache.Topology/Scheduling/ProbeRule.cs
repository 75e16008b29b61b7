namespace K8sCache.Topology.Scheduling;

/// <summary>
/// When a silent node is worth a probe. Nodes that serve report with their replies; only one that has nothing in flight
/// and was not heard of for a while needs to be asked. Asking answers with a report, which goes to
/// <see cref="ClusterSignals.OnReport"/>.
/// </summary>
/// <param name="AfterServiceTimes">Silence, in mean service times.</param>
/// <param name="LeastSeconds">Silence, in seconds, below which a node is never asked: probes must cost nothing.</param>
public readonly record struct ProbeRule(double AfterServiceTimes, double LeastSeconds)
{
    public static ProbeRule Default { get; } = new(10, 0.1);

    public bool IsDue(NodeSignals node, ClusterSignals signals, double now)
    {
        if (node.InFlight > 0)
            return false;
        var silence = now - Math.Max(node.LastReport, node.LastReply);
        return silence >= Math.Max(LeastSeconds, AfterServiceTimes * signals.MeanServiceTime);
    }
}
