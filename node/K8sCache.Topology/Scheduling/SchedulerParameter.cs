namespace K8sCache.Topology.Scheduling;

/// <summary>A number a scheduler can be tuned by, as documents name it.</summary>
public sealed record SchedulerParameter(string Name, double Default, double Min, double Max, string Unit, string Description)
{
    /// <summary>The document's value, or the default; out of range adds a problem.</summary>
    internal double Read(SchedulerSpec spec, List<string> problems)
    {
        if (!spec.Parameters.TryGetValue(Name, out var value))
            return Default;
        if (value >= Min && value <= Max)
            return value;
        problems.Add(FormattableString.Invariant($"scheduler.parameters.{Name}: {value} is not in {Min}..{Max} ({Unit})"));
        return Default;
    }
}
