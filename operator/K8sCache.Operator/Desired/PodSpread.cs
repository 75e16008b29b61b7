using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>Where pods should not sit together: by zone first, then by machine. Wishes, so that few machines suffice.</summary>
internal static class PodSpread
{
    public static List<V1TopologySpreadConstraint> Default(string cluster, string component) =>
        [Over(Labels.Zone, cluster, component), Over(Labels.HostName, cluster, component)];

    private static V1TopologySpreadConstraint Over(string topologyKey, string cluster, string component) => new()
    {
        LabelSelector = new V1LabelSelector { MatchLabels = Labels.Selector(cluster, component) },
        MaxSkew = 1,
        TopologyKey = topologyKey,
        WhenUnsatisfiable = "ScheduleAnyway",
    };
}
