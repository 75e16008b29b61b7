namespace K8sCache.Operator.Api.Pods;

/// <summary>Spreads pods over zones or machines.</summary>
public sealed record TopologySpreadConstraint
{
    public LabelSelector? LabelSelector { get; init; }
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    /// <summary>How many pods one zone may have more than another.</summary>
    public required int MaxSkew { get; init; }

    public int? MinDomains { get; init; }
    public string? NodeAffinityPolicy { get; init; }
    public string? NodeTaintsPolicy { get; init; }
    public required string TopologyKey { get; init; }

    /// <summary><c>DoNotSchedule</c> or <c>ScheduleAnyway</c>.</summary>
    public required string WhenUnsatisfiable { get; init; }
}
