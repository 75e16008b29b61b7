namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Fewest requests in flight. The own count leads; what others have there is a hint that counts less and fades with age,
/// because routers that rank by the same reports all choose the same node. Another zone
/// counts as some requests more, so that its nodes take over as the near ones fill up.
/// </summary>
public sealed class LeastLoadScheduler : IScheduler
{
    private readonly LeastLoadParameters _parameters;

    public LeastLoadScheduler(LeastLoadParameters parameters) => _parameters = parameters;

    public SchedulerType Type => SchedulerType.LeastLoad;

    public EjectionRule Ejection => _parameters.Ejection;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        LeastCost.Pick(new Cost(_parameters), _parameters.Caution, candidates, signals, now, random);

    private readonly struct Cost(LeastLoadParameters parameters) : INodeCost
    {
        // A report is old news after a few service times.
        private const double ReportRate = 1.0 / 3;

        public double Of(NodeSignals node, ClusterSignals signals, double now) =>
            node.InFlight + 1 + (parameters.OthersWeight * signals.ExpectedOthers(node, now, ReportRate))
                + (node.IsRemoteZone ? parameters.ZoneCost : 0);
    }
}
