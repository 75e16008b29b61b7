namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Least peak-EWMA of response time × (own requests in flight + 1), as in Finagle. The product matters: a bare minimum
/// of latency sends everything to one node until it is slow. Another zone costs more, but is never excluded: a filter
/// overloads a small zone.
/// </summary>
public sealed class LeastLatencyScheduler : IScheduler
{
    private readonly LeastLatencyParameters _parameters;

    public LeastLatencyScheduler(LeastLatencyParameters parameters) => _parameters = parameters;

    public SchedulerType Type => SchedulerType.LeastLatency;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        LeastCost.Pick(new Cost(_parameters), _parameters.Errors, candidates, signals, now, random);

    private readonly struct Cost(LeastLatencyParameters parameters) : INodeCost
    {
        public double Of(NodeSignals node, ClusterSignals signals, double now)
        {
            // Decays while no reply comes, so that a node that was slow once is looked at again.
            var decayed = node.ResponseTime * Math.Exp(-(now - node.LastReply) / parameters.DecaySeconds);
            // A node never heard of looks average, one with requests and no reply yet waits for its first.
            var latency = node.ResponseTime > 0 ? Math.Max(decayed, 1e-9) : signals.MeanServiceTime;
            return latency * (node.InFlight + 1) * (node.IsRemoteZone ? 1 + parameters.ZoneCost : 1);
        }
    }
}
