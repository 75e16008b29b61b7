using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The timing of a probe, with the API's defaults.</summary>
internal sealed record ProbeSettings
{
    public required TimeSpan InitialDelay { get; init; }

    public required TimeSpan Period { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int SuccessThreshold { get; init; }

    public required int FailureThreshold { get; init; }

    public static ProbeSettings Read(JsonObject probe) => new()
    {
        InitialDelay = TimeSpan.FromSeconds(probe.Count("initialDelaySeconds") ?? 0),
        Period = TimeSpan.FromSeconds(Math.Max(1, probe.Count("periodSeconds") ?? 10)),
        Timeout = TimeSpan.FromSeconds(Math.Max(1, probe.Count("timeoutSeconds") ?? 1)),
        SuccessThreshold = Math.Max(1, probe.Count("successThreshold") ?? 1),
        FailureThreshold = Math.Max(1, probe.Count("failureThreshold") ?? 3),
    };
}
