namespace K8sCache.Simulator.Model;

/// <summary>A request sent to a node: the first time, or as a hedge.</summary>
internal struct Attempt
{
    public int Request;
    public int Node;
    public double SentAt;
    public double Duration;
    public bool IsHedge;
    public bool IsMiss;
    public bool HasFailed;

    /// <summary>What the node reported with its reply.</summary>
    public int ReportedInFlight;
    public double ReportedServiceTime;
}
