namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Our own rule, the best found for few copies: service time × (2 × own in flight + others + 1)². Service time is the
/// reported one, or what response times tell where that is worse. Own requests count twice because the other routers
/// react to the same as this one; the square stands for the queue a request joins and makes; others are the node's last
/// report fading into the average; failures multiply, and another zone costs more.
/// </summary>
public sealed class AdaptiveScheduler : IScheduler
{
    private readonly AdaptiveParameters _parameters;
    private readonly double _reportRate;
    private readonly double _serviceRate;

    public AdaptiveScheduler(AdaptiveParameters parameters)
    {
        _parameters = parameters;
        _reportRate = Fading.Rate(parameters.ReportMemory);
        _serviceRate = Fading.Rate(parameters.ServiceMemorySeconds);
    }

    public SchedulerType Type => SchedulerType.Adaptive;

    public EjectionRule Ejection => _parameters.Ejection;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        LeastCost.Pick(new Cost(_parameters, _reportRate, _serviceRate), _parameters.Caution, candidates, signals, now, random);

    private readonly struct Cost(AdaptiveParameters parameters, double reportRate, double serviceRate) : INodeCost
    {
        public double Of(NodeSignals node, ClusterSignals signals, double now)
        {
            var service = ServiceTime(node, signals, now);
            var others = signals.ExpectedOthers(node, now, reportRate);
            var load = (parameters.OwnWeight * node.InFlight) + others + 1;
            return service * load * load * (node.IsRemoteZone ? 1 + parameters.ZoneCost : 1);
        }

        // The worse of what the node reports and of what its response times say beside the mean: a node cannot report
        // that it is far away, or gets no processor. Both come to look average while it is silent: then own counts
        // decide, and it is looked at again.
        private double ServiceTime(NodeSignals node, ClusterSignals signals, double now)
        {
            var mean = signals.MeanServiceTime;
            if (node.MeanResponseTime == 0)
                return mean;
            var responses = node.MeanResponseTime * signals.PerResponseTime * mean;
            var (worse, heard) = node.ServiceTime == 0
                ? (responses, node.LastReply)
                : (Math.Max(node.ServiceTime, responses), Math.Min(node.LastReply, node.LastReport));
            return mean + ((worse - mean) * Fading.Of((now - heard) * serviceRate));
        }
    }
}
