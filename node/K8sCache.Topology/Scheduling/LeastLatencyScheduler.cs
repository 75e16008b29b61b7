namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Least peak-EWMA of response time × (own requests in flight + 1), as in Finagle. The product matters: a bare minimum
/// of latency sends everything to one node until it is slow. Another zone costs more, but is never excluded: a filter
/// overloads a small zone.
/// </summary>
public sealed class LeastLatencyScheduler : IScheduler
{
    private readonly LeastLatencyParameters _parameters;
    private readonly double _decayRate;

    public LeastLatencyScheduler(LeastLatencyParameters parameters)
    {
        _parameters = parameters;
        _decayRate = Fading.Rate(parameters.DecaySeconds);
    }

    public SchedulerType Type => SchedulerType.LeastLatency;

    public EjectionRule Ejection => _parameters.Ejection;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        LeastCost.Pick(new Cost(_parameters, _decayRate), _parameters.Caution, candidates, signals, now, random);

    private readonly struct Cost(LeastLatencyParameters parameters, double decayRate) : INodeCost
    {
        public double Of(NodeSignals node, ClusterSignals signals, double now)
        {
            // A node never heard of looks average, and a slow one comes to look so while no reply comes, so that it is
            // looked at again; not better than average, or all would go there until its first reply.
            var mean = signals.MeanResponseTime;
            var latency = node.ResponseTime > 0
                ? mean + ((node.ResponseTime - mean) * Fading.Of((now - node.LastReply) * decayRate))
                : mean;
            return latency * (node.InFlight + 1) * (node.IsRemoteZone ? 1 + parameters.ZoneCost : 1);
        }
    }
}
