namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Our own rule, the best found for few copies: service time × (2 × own in flight + others + 1)². Own requests count
/// twice because the other routers react to the same as this one; the square stands for the queue a request joins and
/// makes; others are the node's last report fading into the average; failures multiply, and another zone costs more.
/// </summary>
public sealed class AdaptiveScheduler : IScheduler
{
    private readonly AdaptiveParameters _parameters;

    public AdaptiveScheduler(AdaptiveParameters parameters) => _parameters = parameters;

    public SchedulerType Type => SchedulerType.Adaptive;

    public EjectionRule Ejection => _parameters.Ejection;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        LeastCost.Pick(new Cost(_parameters), _parameters.Caution, candidates, signals, now, random);

    private readonly struct Cost(AdaptiveParameters parameters) : INodeCost
    {
        public double Of(NodeSignals node, ClusterSignals signals, double now)
        {
            var mean = signals.MeanServiceTime;
            // A silent node comes to look average: then own counts decide, and it is looked at again.
            var service = node.ServiceTime > 0
                ? mean + ((node.ServiceTime - mean) * Fading.Of(now - node.LastReport, parameters.ServiceMemorySeconds))
                : mean;
            var others = signals.ExpectedOthers(node, now, parameters.ReportMemory * mean);
            var load = (parameters.OwnWeight * node.InFlight) + others + 1;
            return service * load * load * (node.IsRemoteZone ? 1 + parameters.ZoneCost : 1);
        }
    }
}
