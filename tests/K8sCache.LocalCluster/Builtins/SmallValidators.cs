using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Kinds with a rule or two.</summary>
internal static class SmallValidators
{
    public static IEnumerable<StatusCause> Lease(JsonObject lease, JsonObject? old)
    {
        if (Number(lease, "spec.leaseDurationSeconds") is <= 0 and var duration)
            yield return FieldErrors.Invalid("spec.leaseDurationSeconds", $"{duration}", "must be greater than 0");
        if (Number(lease, "spec.leaseTransitions") is < 0 and var transitions)
            yield return FieldErrors.Invalid("spec.leaseTransitions", $"{transitions}", "must be greater than or equal to 0");
    }

    public static IEnumerable<StatusCause> DisruptionBudget(JsonObject budget, JsonObject? old)
    {
        if (budget["spec"] is not JsonObject spec || spec["minAvailable"] is null || spec["maxUnavailable"] is null) yield break;
        var shown = new JsonObject
        {
            ["MinAvailable"] = spec["minAvailable"]!.DeepClone(),
            ["Selector"] = spec["selector"]?.DeepClone(),
            ["MaxUnavailable"] = spec["maxUnavailable"]!.DeepClone(),
            ["UnhealthyPodEvictionPolicy"] = spec["unhealthyPodEvictionPolicy"]?.DeepClone(),
        };
        yield return FieldErrors.Invalid(
            "spec", shown.ToJsonString(Schema.GoJson.Options), "minAvailable and maxUnavailable cannot be both set");
    }

    public static IEnumerable<StatusCause> Autoscaler(JsonObject autoscaler, JsonObject? old)
    {
        if (autoscaler["spec"] is not JsonObject spec) yield break;
        var minimum = Number(spec, "minReplicas");
        var maximum = Number(spec, "maxReplicas") ?? 0;
        if (minimum < 1) yield return FieldErrors.Invalid("spec.minReplicas", $"{minimum}", "must be greater than or equal to 1");
        if (maximum < 1) yield return FieldErrors.Invalid("spec.maxReplicas", $"{maximum}", "must be greater than 0");
        else if (maximum < minimum)
            yield return FieldErrors.Invalid("spec.maxReplicas", $"{maximum}", "must be greater than or equal to `minReplicas`");
        var scalesToZero = Objects(spec, "metrics").Any(metric => Text(metric, "type") is "Object" or "External");
        if (minimum == 0 && !scalesToZero)
        {
            yield return FieldErrors.Forbidden(
                "spec.metrics", "must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    public static IEnumerable<StatusCause> Binding(JsonObject binding, JsonObject? old)
    {
        if (old is null || JsonNode.DeepEquals(binding["roleRef"], old["roleRef"])) yield break;
        var shown = new JsonObject
        {
            ["APIGroup"] = Text(binding, "roleRef.apiGroup"),
            ["Kind"] = Text(binding, "roleRef.kind"),
            ["Name"] = Text(binding, "roleRef.name"),
        };
        yield return FieldErrors.Invalid("roleRef", shown.ToJsonString(), "cannot change roleRef");
    }

    public static IEnumerable<StatusCause> Role(JsonObject role, JsonObject? old)
    {
        foreach (var (rule, i) in Objects(role, "rules").Select((rule, i) => (rule, i)))
        {
            if (Texts(rule, "verbs").Count == 0) yield return FieldErrors.Required($"rules[{i}].verbs", "verbs must contain at least one value");
            if (Texts(rule, "nonResourceURLs").Count > 0) continue;
            if (Texts(rule, "apiGroups").Count == 0)
                yield return FieldErrors.Required($"rules[{i}].apiGroups", "resource rules must supply at least one api group");
            if (Texts(rule, "resources").Count == 0)
                yield return FieldErrors.Required($"rules[{i}].resources", "resource rules must supply at least one resource");
        }
    }

    public static IEnumerable<StatusCause> EndpointSlice(JsonObject slice, JsonObject? old)
    {
        var type = Text(slice, "addressType");
        if (type is not ("IPv4" or "IPv6" or "FQDN"))
        {
            yield return type.Length == 0
                ? FieldErrors.Required("addressType")
                : FieldErrors.NotSupported("addressType", type, "FQDN", "IPv4", "IPv6");
        }

        if (old is not null && Text(old, "addressType") != type)
            yield return FieldErrors.InvalidString("addressType", type, "field is immutable");
    }
}
