using k8s.Models;
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
    public static V1ResourceRequirements Merge(V1ResourceRequirements? derived, ResourceRequirements? user)
    {
        var (limits, requests) = (ToModels(user?.Limits), ToModels(user?.Requests));
        var limitsOfRequests = limits.Where(limit => derived?.Requests?.ContainsKey(limit.Key) == true);
        return new V1ResourceRequirements
        {
            Limits = Maps.Merge(derived?.Limits, limits),
            Requests = Maps.Merge(Maps.Merge(derived?.Requests, limitsOfRequests), requests),
        };
    }

    private static Dictionary<string, ResourceQuantity> ToModels(IReadOnlyDictionary<string, Quantity>? quantities) =>
        (quantities ?? new Dictionary<string, Quantity>()).ToDictionary(entry => entry.Key, entry => entry.Value.ToModel());
}
