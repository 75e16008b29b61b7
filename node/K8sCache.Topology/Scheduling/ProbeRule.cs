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
    public static ProbeRule Default { get; } = new(10, 0.1) { RestsAfterSeconds = 1, RestSeconds = 0.5 };

    /// <summary>Whoever has sent nothing to any node for so long is at rest, and learns of a node for nobody yet.</summary>
    public double RestsAfterSeconds { get; init; }

    /// <summary>The least silence, in seconds, while at rest: short enough that a node that hangs is known to within a second.</summary>
    public double RestSeconds { get; init; }

    public bool Rests(double sinceSent) => sinceSent >= RestsAfterSeconds;

    /// <summary>Seconds between two probes of a node, at least.</summary>
    /// <param name="sinceSent">Seconds since anything was sent to any node.</param>
    public double Interval(double sinceSent) => Rests(sinceSent) ? RestSeconds : LeastSeconds;

    /// <summary>When a node is due, in seconds, if nothing is heard until then; never, while something is in flight.</summary>
    public double DueAt(NodeSignals node, ClusterSignals signals, double sinceSent) => node.InFlight > 0
        ? double.PositiveInfinity
        : Math.Max(node.LastReport, node.LastReply) + Math.Max(Interval(sinceSent), AfterServiceTimes * signals.MeanServiceTime);
}
