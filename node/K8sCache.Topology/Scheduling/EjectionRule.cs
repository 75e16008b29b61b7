namespace K8sCache.Topology.Scheduling;

/// <summary>
/// When a node counts as an outlier and is left out, and how many may be out at once. What is out is still picked where a
/// slot has no other copy that can serve, so ejection never makes a key unreadable nor sends it outside its copies.
/// </summary>
/// <param name="After">Failures in a row that eject; 0 never ejects.</param>
/// <param name="MaxShare">Share of all nodes that may be out at once, 0 to 1; one may be whatever the share.</param>
public readonly record struct EjectionRule(int After, double MaxShare)
{
    /// <summary>For schedulers that count no errors.</summary>
    public static EjectionRule Never => default;

    /// <summary>How many of so many nodes may be out at once.</summary>
    public int Limit(int nodes) => After == 0 ? 0 : Math.Max(1, (int)(MaxShare * nodes));
}
