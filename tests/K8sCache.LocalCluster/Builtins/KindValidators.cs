using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.CustomResources;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Which checks each built-in kind is put through.</summary>
internal static class KindValidators
{
    public static IReadOnlyList<StatusCause> Validate(AdmissionContext context)
    {
        // Status has its own, laxer rules in the real server, and only controllers write it.
        if (context.Object is not { } json || context.Subresource == "status") return [];
        return [.. Checks(context.Resource, json, context.OldObject)];
    }

    private static IEnumerable<StatusCause> Checks(ResourceDefinition resource, JsonObject json, JsonObject? old) => resource.Kind switch
    {
        "Pod" => [.. PodValidator.ValidateSpec(json["spec"] as JsonObject, "spec"), .. Updates(json, old, PodValidator.ValidateUpdate)],
        "StatefulSet" => [.. WorkloadValidator.Validate(json, old), .. Updates(json, old, WorkloadValidator.StatefulSetUpdate)],
        "Deployment" or "DaemonSet" or "ReplicaSet" =>
            [.. WorkloadValidator.Validate(json, old), .. Updates(json, old, WorkloadValidator.SelectorUnchanged)],
        "Service" => ServiceValidator.Validate(json, old),
        "ConfigMap" => ConfigValidator.ConfigMap(json, old),
        "Secret" => ConfigValidator.Secret(json, old),
        "Event" => EventValidator.Validate(json, old, isModern: resource.Group.Length > 0),
        "Lease" => SmallValidators.Lease(json, old),
        "PodDisruptionBudget" => SmallValidators.DisruptionBudget(json, old),
        "HorizontalPodAutoscaler" => SmallValidators.Autoscaler(json, old),
        "RoleBinding" or "ClusterRoleBinding" => SmallValidators.Binding(json, old),
        "Role" or "ClusterRole" => SmallValidators.Role(json, old),
        "EndpointSlice" => SmallValidators.EndpointSlice(json, old),
        "CustomResourceDefinition" => CrdValidator.Validate(json, old),
        _ => [],
    };

    private static IEnumerable<StatusCause> Updates(
        JsonObject json, JsonObject? old, Func<JsonObject, JsonObject, IEnumerable<StatusCause>> check) => old is null ? [] : check(json, old);
}
