using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Deployments, StatefulSets, DaemonSets and ReplicaSets.</summary>
internal static class WorkloadValidator
{
    private const string StatefulSetText =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
        "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] StatefulSetMutable =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static IEnumerable<StatusCause> Validate(JsonObject workload, JsonObject? old)
    {
        if (workload["spec"] is not JsonObject spec) return [FieldErrors.Required("spec.selector"), FieldErrors.Required("spec.template")];
        var causes = new List<StatusCause>();
        CheckSelector(spec, causes);
        foreach (var number in new[] { "replicas", "minReadySeconds", "revisionHistoryLimit" })
        {
            if (Number(spec, number) is < 0 and var value)
                causes.Add(FieldErrors.Invalid($"spec.{number}", $"{value}", "must be greater than or equal to 0"));
        }

        causes.AddRange(PodValidator.ValidateSpec(At(spec, "template.spec") as JsonObject, "spec.template.spec"));
        if (Text(spec, "template.spec.restartPolicy") is not ("Always" or "") and var policy)
            causes.Add(FieldErrors.NotSupported("spec.template.spec.restartPolicy", policy, "Always"));
        return causes;
    }

    public static IEnumerable<StatusCause> SelectorUnchanged(JsonObject workload, JsonObject old)
    {
        var selector = At(workload, "spec.selector");
        if (!JsonNode.DeepEquals(selector, At(old, "spec.selector")))
            yield return FieldErrors.Invalid("spec.selector", selector?.ToJsonString(Schema.GoJson.Options) ?? "null", "field is immutable");
    }

    public static IEnumerable<StatusCause> StatefulSetUpdate(JsonObject set, JsonObject old)
    {
        if (!JsonNode.DeepEquals(Frozen(set), Frozen(old))) yield return FieldErrors.Forbidden("spec", StatefulSetText);
    }

    private static JsonObject Frozen(JsonObject set)
    {
        var spec = (JsonObject)(set["spec"] ?? new JsonObject()).DeepClone();
        foreach (var field in StatefulSetMutable) spec.Remove(field);
        return spec;
    }

    private static void CheckSelector(JsonObject spec, List<StatusCause> causes)
    {
        if (spec["selector"] is not JsonObject selector)
        {
            causes.Add(FieldErrors.Required("spec.selector"));
            return;
        }

        if (selector["matchLabels"] is null && !Objects(selector, "matchExpressions").Any())
            causes.Add(FieldErrors.Invalid("spec.selector", "{}", "empty selector is invalid for deployment"));
        var labels = At(spec, "template.metadata.labels") as JsonObject ?? [];
        if (!Matches(selector, labels))
        {
            causes.Add(FieldErrors.Invalid(
                "spec.template.metadata.labels", labels.ToJsonString(Schema.GoJson.Options), "`selector` does not match template `labels`"));
        }
    }

    private static bool Matches(JsonObject selector, JsonObject labels) =>
        (selector["matchLabels"] as JsonObject ?? []).All(pair => JsonNode.DeepEquals(labels[pair.Key], pair.Value)) &&
        Objects(selector, "matchExpressions").All(expression => MatchesExpression(expression, labels));

    private static bool MatchesExpression(JsonObject expression, JsonObject labels)
    {
        var key = Text(expression, "key");
        var isIn = labels.ContainsKey(key) && Texts(expression, "values").Contains(Text(labels, key));
        return Text(expression, "operator") switch
        {
            "In" => isIn,
            "NotIn" => !isIn,
            "Exists" => labels.ContainsKey(key),
            "DoesNotExist" => !labels.ContainsKey(key),
            _ => false,
        };
    }
}
