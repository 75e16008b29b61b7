using System.Globalization;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Planning;

/// <summary>What a number of the spec may be; the schema says the same.</summary>
/// <param name="Field">Its path, from <c>spec</c>.</param>
/// <param name="Of">The number; null where it is left out.</param>
/// <param name="Least">Allowed.</param>
/// <param name="Most">Allowed.</param>
internal sealed record NumberRule(string Field, Func<CacheClusterSpec, double?> Of, double Least, double Most)
{
    /// <summary>
    /// All of them. The API server asks first, but the schema it goes by may be an older one, and a number beyond its range would
    /// not be refused here, it would be worked with.
    /// </summary>
    public static IReadOnlyList<NumberRule> All { get; } =
    [
        new("spec.nodes.replicas", spec => spec.Nodes.Replicas, 1, NodesSpec.MaxReplicas),
        new("spec.nodes.maxSurge", spec => spec.Nodes.MaxSurge, 0, 1),
        new("spec.replication.factor", spec => spec.Replication.Factor, 1, NodesSpec.MaxReplicas),
        new("spec.routing.replicas", spec => spec.Routing.Replicas, 1, 1000),
        new("spec.routing.hedging.budgetPercent", spec => spec.Routing.Hedging.BudgetPercent, 1, 20),
        new("spec.routing.hotKeys.percent", spec => spec.Routing.HotKeys.Percent, 0.1, 100),
        new("spec.routing.nearCache.stalenessMilliseconds", spec => spec.Routing.NearCache.StalenessMilliseconds, 1, 10_000),
        new("spec.routing.service.port", spec => spec.Routing.Service.Port, 1, ushort.MaxValue),
        new("spec.routing.service.nodePort", spec => spec.Routing.Service.NodePort, 1, ushort.MaxValue),
        new("spec.limits.maxClients", spec => spec.Limits.MaxClients, 1, 1_000_000),
        new("spec.limits.clientTimeoutSeconds", spec => spec.Limits.ClientTimeoutSeconds, 0, 604_800),
        new("spec.limits.requestTimeoutMilliseconds", spec => spec.Limits.RequestTimeoutMilliseconds, 10, 600_000),
    ];

    /// <summary>The problem, or null where the number is in its range or left out.</summary>
    public string? Problem(CacheClusterSpec spec) => Of(spec) is not { } value || (value >= Least && value <= Most)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Field} is {value}, it must be {Least} to {Most}");
}
