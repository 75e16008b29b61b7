namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Makes failures cost, so that a node that fails at once never looks attractive because it has nothing in flight, and
/// lets it be tried again: the cost fades, and one request an interval goes there whatever the cost.
/// </summary>
/// <param name="Penalty">Factor on a node that only fails, minus one.</param>
/// <param name="MemoryServiceTimes">Time constant of forgetting, in mean service times.</param>
/// <param name="TrialInterval">Seconds between trials of a node that failed.</param>
internal readonly record struct ErrorAversion(double Penalty, double MemoryServiceTimes, double TrialInterval)
{
    public double Factor(NodeSignals node, ClusterSignals signals, double now)
    {
        if (node.ErrorRate == 0)
            return 1;
        var age = now - node.LastReply;
        return 1 + (Penalty * node.ErrorRate * Math.Exp(-age / (MemoryServiceTimes * signals.MeanServiceTime)));
    }

    /// <summary>Whether a node that failed lately should be tried now, at the price of perhaps one slow answer.</summary>
    public bool IsTrialDue(NodeSignals node, double now) =>
        node.ErrorRate > 0 && node.InFlight == 0 && now - node.LastSent >= TrialInterval;
}
