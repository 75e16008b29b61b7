namespace K8sCache.Topology.Scheduling;

/// <summary>
/// One router loop's knowledge of all nodes, and the rules by which it learns (ALGORITHMS: replies and reports are
/// averaged, failures count as slow). Belongs to the loop's thread.
/// </summary>
public sealed class ClusterSignals
{
    /// <summary>Weight of a new sample in the averages of errors and of response times, and of a report in the average of others' load.</summary>
    internal const double ErrorGain = 0.1;
    internal const double ResponseGain = 0.1;
    internal const double OthersGain = 0.02;

    /// <summary>Weight of a lost hedge in the error average. At a failure's full weight, the half that are late by chance cost 15 % in the median.</summary>
    internal const double OvertakenGain = 0.02;

    /// <summary>Time constant of the response time's decay, in seconds; long against a request, short against an outage.</summary>
    internal const double ResponseDecaySeconds = 0.5;

    /// <summary>Below this an error average counts as none, which spares an exponential a pick.</summary>
    private const double NegligibleErrorRate = 1e-4;

    // Until anything is measured: a cache's request takes tens of microseconds.
    private const double AssumedServiceTime = 50e-6;

    private readonly NodeSignals[] _nodes;
    private double _meanReported;
    private double _meanResponse;

    public ClusterSignals(NodeSignals[] nodes) => _nodes = nodes;

    /// <summary>Signals of nodes that stay carry over into those of a new topology.</summary>
    public ClusterSignals(NodeSignals[] nodes, ClusterSignals previous)
        : this(nodes)
    {
        _meanReported = previous._meanReported;
        _meanResponse = previous._meanResponse;
        SetMeans();
        AverageOthers = previous.AverageOthers;
        Ejection = previous.Ejection;
        EjectedCount = nodes.Count(node => node.IsEjected);
        if (previous.Count == 0)
            return;
        // Those of the first topology are new to this router only.
        var known = previous._nodes.ToHashSet();
        foreach (var node in nodes.Where(node => !known.Contains(node)))
            node.IsNew = true;
    }

    public NodeSignals this[int node] => _nodes[node];

    public int Count => _nodes.Length;

    /// <summary>When nodes are left out: the scheduler's <see cref="IScheduler.Ejection"/>, set again when that changes.</summary>
    public EjectionRule Ejection { get; set; }

    /// <summary>Nodes that are out now.</summary>
    public int EjectedCount { get; private set; }

    /// <summary>Average of others' requests at a node: what to expect where no report is fresh.</summary>
    public double AverageOthers { get; private set; }

    /// <summary>Mean service time over the nodes, in seconds: the unit in which signals age. From response times where nobody reports.</summary>
    public double MeanServiceTime { get; private set; } = AssumedServiceTime;

    /// <summary>Mean response time over the replies of all nodes, in seconds: what to expect of a node nothing is known of.</summary>
    public double MeanResponseTime { get; private set; } = AssumedServiceTime;

    /// <summary>One over the means: kept, for a pick multiplies by them several times.</summary>
    internal double PerServiceTime { get; private set; } = 1 / AssumedServiceTime;

    internal double PerResponseTime { get; private set; } = 1 / AssumedServiceTime;

    public static void OnSent(NodeSignals node, double now)
    {
        node.InFlight++;
        node.Picks++;
        node.LastSent = now;
    }

    /// <summary>A request ended without telling anything of the node, such as one that was never written.</summary>
    public static void OnWithdrawn(NodeSignals node) => node.InFlight--;

    /// <param name="node">The node that answered, or failed to.</param>
    /// <param name="now">Time in seconds.</param>
    /// <param name="responseTime">Seconds since the request was sent; the whole timeout where it ran out.</param>
    /// <param name="failed">The node's failure: a broken connection, a timeout, an answer that it cannot serve.</param>
    public void OnReply(NodeSignals node, double now, double responseTime, bool failed)
    {
        node.InFlight--;
        var sinceLast = Math.Max(0, now - node.LastReply);
        // Up at once, down slowly; a failed reply came fast for no good reason and must not pull the average down.
        if (responseTime > node.ResponseTime)
            node.ResponseTime = responseTime;
        else if (!failed)
        {
            var kept = Fading.Of(sinceLast * Fading.Rate(ResponseDecaySeconds));
            node.ResponseTime = (node.ResponseTime * kept) + (responseTime * (1 - kept));
        }

        node.MeanResponseTime += (node.MeanResponseTime > 0 ? ResponseGain : 1) * (responseTime - node.MeanResponseTime);
        if (!failed)
        {
            _meanResponse += _meanResponse > 0 ? OthersGain * (responseTime - _meanResponse) : responseTime;
            SetMeans();
        }

        Judge(node, now, failed);
        node.LastReply = now;
    }

    /// <summary>
    /// A hedge's copy answered first: counts against the slow one as a part of a failure, for some are late by chance. That
    /// request stays in flight until its own reply, which then goes to <see cref="OnReply"/> (or
    /// <see cref="OnWithdrawn"/>) as any other.
    /// </summary>
    public static void OnOvertaken(NodeSignals node) => node.ErrorRate += OvertakenGain * (1 - node.ErrorRate);

    /// <param name="node">The node that reported.</param>
    /// <param name="now">Time in seconds.</param>
    /// <param name="inFlight">Requests in flight at the node, from everyone.</param>
    /// <param name="serviceTime">Its mean service time, in seconds.</param>
    public void OnReport(NodeSignals node, double now, int inFlight, double serviceTime)
    {
        node.ReportedInFlight = inFlight;
        node.Others = Math.Max(0, inFlight - node.InFlight);
        AverageOthers += OthersGain * (node.Others - AverageOthers);
        if (serviceTime > 0)
        {
            node.ServiceTime = serviceTime;
            _meanReported += _meanReported > 0 ? OthersGain * (serviceTime - _meanReported) : serviceTime;
            SetMeans();
        }

        node.LastReport = now;
    }

    /// <summary>Others' requests to expect at a node now: its last report, fading into the average as it ages.</summary>
    /// <param name="node">The node.</param>
    /// <param name="now">Time in seconds.</param>
    /// <param name="rate">Of fading, per mean service time.</param>
    internal double ExpectedOthers(NodeSignals node, double now, double rate) =>
        AverageOthers + ((node.Others - AverageOthers) * Fading.Of((now - node.LastReport) * rate * PerServiceTime));

    private void SetMeans()
    {
        MeanResponseTime = _meanResponse > 0 ? _meanResponse : AssumedServiceTime;
        MeanServiceTime = _meanReported > 0 ? _meanReported : MeanResponseTime;
        PerResponseTime = 1 / MeanResponseTime;
        PerServiceTime = 1 / MeanServiceTime;
    }

    private void Judge(NodeSignals node, double now, bool failed)
    {
        var errorRate = node.ErrorRate + (ErrorGain * ((failed ? 1 : 0) - node.ErrorRate));
        node.ErrorRate = errorRate < NegligibleErrorRate ? 0 : errorRate;
        if (failed)
        {
            node.Errors++;
            node.FailuresInRow++;
            if (node.IsEjected)
                node.FailedTrials++;
            else if (Ejection.After > 0 && node.FailuresInRow >= Ejection.After && EjectedCount < Ejection.Limit(_nodes.Length))
                Eject(node);
            return;
        }

        node.FailuresInRow = 0;
        if (node.IsEjected)
            Readmit(node, now);
        else if (node.IsNew)
            (node.IsNew, node.AdmittedAt) = (false, now);
    }

    private void Eject(NodeSignals node)
    {
        node.IsEjected = true;
        node.FailedTrials = 0;
        node.Ejections++;
        EjectedCount++;
    }

    private void Readmit(NodeSignals node, double now)
    {
        node.IsEjected = false;
        node.FailedTrials = 0;
        node.AdmittedAt = now;
        EjectedCount--;
    }
}
