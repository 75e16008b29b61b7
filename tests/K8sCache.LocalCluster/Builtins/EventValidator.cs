using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.LocalCluster.Api;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// Events: the old API checks next to nothing, events.k8s.io/v1 a lot. Errors of both use the field names of the core
/// form, which the real server validates.
/// </summary>
internal static partial class EventValidator
{
    private const int NoteLimit = 1024;

    private const string NameText =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
        "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
        "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private static readonly string[] Frozen =
        ["involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "type", "action", "related", "reportingComponent", "reportingInstance"];

    public static IEnumerable<StatusCause> Validate(JsonObject shown, JsonObject? old, bool isModern)
    {
        var json = (JsonObject)shown.DeepClone();
        if (isModern) EventViews.ToCore(json);
        var causes = new List<StatusCause>();
        CheckNamespace(json, causes);
        if (!isModern) return causes;
        if (old is not null)
        {
            var before = (JsonObject)old.DeepClone();
            EventViews.ToCore(before);
            foreach (var field in Frozen)
            {
                if (!JsonNode.DeepEquals(json[field], before[field]))
                    causes.Add(FieldErrors.Invalid(field, json[field]?.ToJsonString(Schema.GoJson.Options) ?? "null", "field is immutable"));
            }

            return causes;
        }

        CheckModern(json, causes);
        return causes;
    }

    private static void CheckNamespace(JsonObject json, List<StatusCause> causes)
    {
        var ns = Text(json, "metadata.namespace");
        var about = Text(json, "involvedObject.namespace");
        if (about.Length == 0 ? ns is not ("default" or "kube-system" or "") : about != ns)
            causes.Add(FieldErrors.InvalidString("involvedObject.namespace", about, "does not match event.namespace"));
    }

    private static void CheckModern(JsonObject json, List<StatusCause> causes)
    {
        if (json["eventTime"] is null) causes.Add(FieldErrors.Required("eventTime"));
        CheckController(Text(json, "reportingComponent"), causes);
        if (Text(json, "reportingInstance").Length == 0) causes.Add(FieldErrors.Required("reportingInstance"));
        if (Text(json, "action").Length == 0) causes.Add(FieldErrors.Required("action"));
        if (Text(json, "reason").Length == 0) causes.Add(FieldErrors.Required("reason"));
        if (Text(json, "type") is not ("Normal" or "Warning") and var type)
            causes.Add(FieldErrors.InvalidString("type", "", $"has invalid value: {type}"));
        if (Text(json, "message").Length > NoteLimit)
            causes.Add(FieldErrors.InvalidString("message", "", $"can have at most {NoteLimit} characters"));
    }

    private static void CheckController(string controller, List<StatusCause> causes)
    {
        const string field = "reportingController";
        if (controller.Length == 0)
        {
            causes.Add(FieldErrors.Required(field));
            causes.Add(FieldErrors.InvalidString(field, "", "name part must be non-empty"));
        }

        if (!QualifiedName().IsMatch(controller[(controller.LastIndexOf('/') + 1)..]))
            causes.Add(FieldErrors.InvalidString(field, controller, NameText));
    }

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex QualifiedName();
}
