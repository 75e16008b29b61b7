namespace K8sCache.Topology.Scheduling;

/// <summary>
/// The rule that picks which in-sync copy serves a read. Immutable and shared by all event loops; what it knows of the
/// nodes, the time and chance come as arguments. A pick allocates nothing and takes no lock.
/// </summary>
public interface IScheduler
{
    SchedulerType Type { get; }

    /// <summary>When this scheduler's signals leave a node out; <see cref="ClusterSignals.Ejection"/> is to be set to it.</summary>
    EjectionRule Ejection => EjectionRule.Never;

    /// <param name="candidates">Node indexes of the copies that can serve, in their order; at least one.</param>
    /// <param name="signals">What this router knows of each node, by node index.</param>
    /// <param name="now">Monotonic time, in seconds, of the same clock as in the signals.</param>
    /// <param name="random">Breaks ties, so that routers that know the same do not all choose the same.</param>
    /// <returns>One of the candidates.</returns>
    int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random);
}
