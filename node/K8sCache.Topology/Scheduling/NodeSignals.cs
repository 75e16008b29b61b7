namespace K8sCache.Topology.Scheduling;

/// <summary>
/// What one router loop knows of one node: what it counted itself, and what the node last reported.
/// Changed only by <see cref="ClusterSignals"/> on the loop's thread; others may read single values for metrics.
/// </summary>
public sealed class NodeSignals
{
    /// <summary>Own requests in flight: sent, neither answered nor given up.</summary>
    public int InFlight { get; internal set; }

    /// <summary>Requests in flight at the node when it last reported; 0 before.</summary>
    public int ReportedInFlight { get; internal set; }

    /// <summary>Mean time the node takes to serve a request, as it reports it, in seconds; 0 when it never did.</summary>
    public double ServiceTime { get; internal set; }

    /// <summary>Requests others had at the node at its last report: reported minus own in flight, not below 0.</summary>
    public double Others { get; internal set; }

    /// <summary>Peak-EWMA of response times, in seconds, at <see cref="LastReply"/>; 0 when there was no reply.</summary>
    public double ResponseTime { get; internal set; }

    /// <summary>Plain EWMA of response times, in seconds; 0 when there was no reply.</summary>
    public double MeanResponseTime { get; internal set; }

    /// <summary>EWMA of failures (errors that are the node's fault, timeouts, broken connections), 0 to 1.</summary>
    public double ErrorRate { get; internal set; }

    /// <summary>Failures since the last success.</summary>
    public int FailuresInRow { get; internal set; }

    /// <summary>Left out by <see cref="EjectionRule"/> until a trial succeeds.</summary>
    public bool IsEjected { get; internal set; }

    /// <summary>Failures of a node that is out: how often its re-admission was tried in vain.</summary>
    public int FailedTrials { get; internal set; }

    /// <summary>Times the node was ejected, ever.</summary>
    public long Ejections { get; internal set; }

    /// <summary>Came with a later topology than the router's first, and has not answered yet.</summary>
    public bool IsNew { get; internal set; }

    /// <summary>
    /// The first success of a new node, or the one that ended an ejection: slow start counts from here. In seconds; minus
    /// infinity for nodes that were there before the router.
    /// </summary>
    public double AdmittedAt { get; internal set; } = double.NegativeInfinity;

    /// <summary>
    /// How much of what it is to hold the node holds, 0 to 1: its share of slots in sync, as <see cref="FillShares"/> has it.
    /// Slow start goes by the lesser of this and age.
    /// </summary>
    public double Fill { get; set; } = 1;

    /// <summary>Time of the last report, in seconds; minus infinity when there was none.</summary>
    public double LastReport { get; internal set; } = double.NegativeInfinity;

    /// <summary>Time of the last reply or failure, in seconds; minus infinity when there was none.</summary>
    public double LastReply { get; internal set; } = double.NegativeInfinity;

    /// <summary>Time of the last request sent, in seconds; minus infinity when there was none.</summary>
    public double LastSent { get; internal set; } = double.NegativeInfinity;

    /// <summary>Whether the node is in another zone than the router; false while either zone is not known.</summary>
    public bool IsRemoteZone { get; set; }

    /// <summary>Failures counted, ever.</summary>
    public long Errors { get; internal set; }

    /// <summary>Requests sent, ever.</summary>
    public long Picks { get; internal set; }
}
