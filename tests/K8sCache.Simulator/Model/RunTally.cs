namespace K8sCache.Simulator.Model;

/// <summary>Counts of a run while it runs.</summary>
internal sealed class RunTally
{
    private const double FaultSettles = 100;

    private readonly List<double> _latencies = [];
    private long _requests;
    private long _succeeded;
    private long _hits;
    private long _attempts;
    private long _crossZone;
    private long _hedges;
    private long _faultWindow;
    private long _faultyNode;

    public void OnRequest() => _requests++;

    public void OnAttempt(Scenario scenario, int node, bool isCrossZone, bool isHedge, double now)
    {
        _attempts++;
        _crossZone += isCrossZone ? 1 : 0;
        _hedges += isHedge ? 1 : 0;
        if (scenario.Fault == Fault.None || now < scenario.FaultFrom + FaultSettles || now >= scenario.FaultUntil)
            return;
        _faultWindow++;
        _faultyNode += node == 0 ? 1 : 0;
    }

    public void OnSuccess(double latency, bool isMiss, bool counts)
    {
        _succeeded++;
        _hits += isMiss ? 0 : 1;
        if (counts)
            _latencies.Add(latency);
    }

    public RunResult Result(Scenario scenario, SimulatedNode[] nodes)
    {
        _latencies.Sort();
        var speeds = nodes.Sum(node => node.Speed);
        var sent = nodes.Sum(node => node.Sent);
        return new RunResult
        {
            P50 = Percentile(0.5),
            P99 = Percentile(0.99),
            P999 = Percentile(0.999),
            Success = (double)_succeeded / _requests,
            Hits = (double)_hits / _requests,
            Peak = nodes.Max(node => node.Sent / (node.Speed / speeds * sent)),
            Spread = nodes.Max(node => node.Worked) / nodes.Average(node => node.Worked),
            CrossZone = (double)_crossZone / _attempts,
            FaultyShare = (double)_faultyNode / Math.Max(1, _faultWindow) * scenario.Nodes,
            Extra = (double)_hedges / _requests,
        };
    }

    private double Percentile(double share) =>
        _latencies.Count == 0 ? double.NaN : _latencies[Math.Min(_latencies.Count - 1, (int)(share * _latencies.Count))];
}
