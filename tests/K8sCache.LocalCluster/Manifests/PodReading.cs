using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>What controllers ask about a pod.</summary>
internal static class PodReading
{
    public static string Phase(this JsonObject pod) => pod.Text("status", "phase") ?? "Pending";

    public static bool IsFinished(this JsonObject pod) => pod.Phase() is "Succeeded" or "Failed";

    /// <summary>Neither finished nor being deleted: counts for the controllers that own it.</summary>
    public static bool IsActive(this JsonObject pod) => !pod.IsFinished() && !pod.IsTerminating();

    public static bool IsReady(this JsonObject pod) => pod.ReadyCondition().Text("status") == "True";

    /// <summary>Ready for at least so many seconds.</summary>
    public static bool IsAvailable(this JsonObject pod, long minReadySeconds, DateTimeOffset now) =>
        pod.IsReady() && pod.AvailableIn(minReadySeconds, now) == TimeSpan.Zero;

    /// <summary>How long until a pod that is ready counts as available; zero when it does.</summary>
    public static TimeSpan AvailableIn(this JsonObject pod, long minReadySeconds, DateTimeOffset now)
    {
        if (minReadySeconds <= 0)
            return TimeSpan.Zero;
        var left = (pod.ReadyCondition().Time("lastTransitionTime") ?? now) + TimeSpan.FromSeconds(minReadySeconds) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static JsonObject? ReadyCondition(this JsonObject pod) =>
        pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
}
