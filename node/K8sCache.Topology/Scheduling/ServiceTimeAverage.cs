namespace K8sCache.Topology.Scheduling;

/// <summary>
/// The node's side: average of its service times as it reports them. A sample counts at most three times the average,
/// so one slow request does not make a node look slow for long. Feed it hits only: a miss is cheap, and counting it
/// makes a cold node look fast. A mutable struct of one thread; keep it in a field.
/// </summary>
public struct ServiceTimeAverage
{
    private const double Gain = 0.05;
    private const double OutlierFactor = 3;

    /// <summary>Seconds; 0 before the first sample.</summary>
    public double Seconds { get; private set; }

    public void Add(double seconds) =>
        Seconds = Seconds == 0 ? seconds : Seconds + (Gain * (Math.Min(seconds, OutlierFactor * Seconds) - Seconds));
}
