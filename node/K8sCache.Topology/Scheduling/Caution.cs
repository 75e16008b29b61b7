namespace K8sCache.Topology.Scheduling;

/// <summary>
/// What makes a node costlier than its load says: failures, so that one that fails at once never looks attractive because
/// it has nothing in flight; and newness, so that one whose caches are cold is not flooded. Failures are forgiven: their
/// cost fades, and a request an interval goes there whatever the cost.
/// </summary>
/// <param name="ErrorPenalty">Factor on a node that only fails, minus one.</param>
/// <param name="ErrorMemory">Time constant of forgetting failures, in mean service times.</param>
/// <param name="TrialInterval">Seconds between trials of a node that failed; doubled by each failed trial of an ejected one, up to 8 times.</param>
/// <param name="SlowStart">Seconds over which a new node ramps up to its full share.</param>
internal readonly record struct Caution(double ErrorPenalty, double ErrorMemory, double TrialInterval, double SlowStart)
{
    /// <summary>A node that is new or empty gets at least this part of its share, or it would never warm up.</summary>
    private const double LeastRamp = 0.1;
    private const int MaxTrialDoublings = 3;

    private readonly double _errorRate = Fading.Rate(ErrorMemory);

    public double Factor(NodeSignals node, ClusterSignals signals, double now)
    {
        var factor = 1.0;
        if (node.ErrorRate > 0)
            factor += ErrorPenalty * node.ErrorRate * Fading.Of((now - node.LastReply) * _errorRate * signals.PerServiceTime);
        var age = now - node.AdmittedAt;
        if (age < SlowStart || node.Fill < 1)
            factor /= Ramp(node, age);
        return factor;
    }

    /// <summary>Whether a node that failed lately should be tried now, at the price of perhaps one slow answer.</summary>
    public bool IsTrialDue(NodeSignals node, double now) =>
        node.ErrorRate > 0 && node.InFlight == 0
        && now - node.LastSent >= TrialInterval * (1 << Math.Min(node.FailedTrials, MaxTrialDoublings));

    // By fill and by age: a node that holds everything may still have cold caches and code.
    private double Ramp(NodeSignals node, double age) =>
        Math.Max(LeastRamp, Math.Min(node.Fill, age < SlowStart ? age / SlowStart : 1));
}
