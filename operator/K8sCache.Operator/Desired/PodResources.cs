using K8sCache.Kubernetes.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api.Pods;

namespace K8sCache.Operator.Desired;

/// <summary>Requests and limits of a pod: the derived ones, replaced one by one by what the user says.</summary>
internal static class PodResources
{
    /// <summary>
    /// A limit the user gives without a request is the request, too, as in Kubernetes itself: the derived request
    /// could be above it, and the API server would refuse the pods.
    /// </summary>
    public static V1ResourceRequirements Merge(V1ResourceRequirements? derived, ResourceRequirements? user) => new()
    {
        Limits = Maps.Merge(derived?.Limits, user?.Limits),
        Requests = Maps.Merge(Maps.Merge(derived?.Requests, LimitsOf(derived?.Requests, user)), user?.Requests),
    };

    private static Dictionary<string, ResourceQuantity> LimitsOf(
        IReadOnlyDictionary<string, ResourceQuantity>? derivedRequests, ResourceRequirements? user) =>
        (user?.Limits ?? new Dictionary<string, ResourceQuantity>())
            .Where(limit => derivedRequests?.ContainsKey(limit.Key) == true)
            .ToDictionary(limit => limit.Key, limit => limit.Value);
}
