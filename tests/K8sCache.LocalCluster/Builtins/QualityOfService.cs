using System.Text.Json.Nodes;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>A Pod's qosClass, from its containers' cpu and memory requests and limits.</summary>
internal static class QualityOfService
{
    private static readonly string[] Resources = ["cpu", "memory"];

    public static string Of(JsonObject pod)
    {
        var containers = Objects(pod, "spec.containers").Concat(Objects(pod, "spec.initContainers")).ToList();
        if (containers.All(container => Resources.All(name => Limit(container, name) is null && Request(container, name) is null)))
            return "BestEffort";
        var isGuaranteed = containers.All(container => Resources.All(name =>
            Limit(container, name) is { } limit && (Request(container, name) ?? limit) == limit));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private static string? Limit(JsonObject container, string name) => At(container, $"resources.limits.{name}")?.ToString();

    private static string? Request(JsonObject container, string name) => At(container, $"resources.requests.{name}")?.ToString();
}
