using System.Collections.Frozen;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>Which fields a fieldSelector may name, per kind, and how each is read.</summary>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<GroupResource, string[]> BuiltIn = new Dictionary<GroupResource, string[]>
    {
        [KnownResources.Pods] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.nominatedNodeName",
        ],
        [KnownResources.Events] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
            "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
            "reason", "reportingComponent", "source", "type",
        ],
        [new GroupResource("events.k8s.io", "events")] =
        [
            "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
            "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
        ],
        [KnownResources.Secrets] = ["type"],
        [KnownResources.Services] = ["spec.clusterIP", "spec.type"],
        [KnownResources.Namespaces] = ["status.phase"],
        [KnownResources.Nodes] = ["spec.unschedulable"],
        [KnownResources.ReplicaSets] = ["status.replicas"],
    }.ToFrozenDictionary();

    /// <summary>Booleans and numbers whose absence is a value.</summary>
    private static readonly FrozenDictionary<string, string> WhenAbsent = new Dictionary<string, string>
    {
        ["spec.hostNetwork"] = "false",
        ["spec.unschedulable"] = "false",
        ["status.replicas"] = "0",
    }.ToFrozenDictionary();

    public static void Check(ResourceDefinition resource, string field)
    {
        if (field == "metadata.name" || field == "metadata.namespace")
            return;
        var known = resource.SelectableFields.Count > 0 ? resource.SelectableFields : BuiltIn.GetValueOrDefault(resource.Resource, []);
        if (known.Contains(field))
            return;
        throw Errors.BadRequest(known.Count > 0 || resource.IsCustom
            ? $"field label not supported: {field}"
            : $"{FieldErrors.Quote(field)} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    public static string Value(ResourceDefinition resource, JsonObject obj, string field)
    {
        var value = resource.Plural == "events" && field == "source"
            ? obj.At("source.component") ?? obj["reportingComponent"]
            : obj.At(field);
        return value switch
        {
            null => WhenAbsent.GetValueOrDefault(field, ""),
            _ => ObjectMeta.Text(value) ?? value.ToJsonString(),
        };
    }
}
