using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>
/// Validates a CustomResourceDefinition. The server words field paths by its internal type, where what all versions share
/// (with one version: everything) sits at <c>spec.validation</c>, <c>spec.subresources</c> and so on.
/// </summary>
internal static class CrdValidator
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    public static List<StatusCause> Validate(JsonObject crd, JsonObject? old)
    {
        var spec = (JsonObject)crd["spec"]!;
        var causes = new List<StatusCause>();
        CheckNames(crd, spec, causes);
        var versions = Objects(spec["versions"]).ToList();
        CheckStorage(crd, versions, causes);
        for (var i = 0; i < versions.Count; i++) CheckVersion(versions, i, causes);
        if (old is not null) CheckImmutable(spec, (JsonObject)old["spec"]!, causes);
        return causes;
    }

    private static void CheckNames(JsonObject crd, JsonObject spec, List<StatusCause> causes)
    {
        var name = Text(crd["metadata"]?["name"]);
        var group = Text(spec["group"]);
        var plural = Text(spec["names"]?["plural"]);
        if (group.Length == 0) causes.Add(FieldErrors.Required("spec.group"));
        if (plural.Length == 0) causes.Add(FieldErrors.Required("spec.names.plural"));
        if (Text(spec["names"]?["kind"]).Length == 0) causes.Add(FieldErrors.Required("spec.names.kind"));
        if (Text(spec["scope"]) is not ("Namespaced" or "Cluster") and var scope)
        {
            causes.Add(scope.Length == 0
                ? FieldErrors.Required("spec.scope")
                : FieldErrors.NotSupported("spec.scope", scope, "Cluster", "Namespaced"));
        }

        if (name != $"{plural}.{group}")
            causes.Add(FieldErrors.InvalidString("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        const string approval = "api-approved.kubernetes.io";
        var isProtected = group is "k8s.io" or "kubernetes.io" ||
            group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
        if (isProtected && crd["metadata"]?["annotations"]?[approval] is null)
        {
            causes.Add(FieldErrors.Required(
                $"metadata.annotations[{approval}]",
                $"protected groups must have approval annotation \"{approval}\", see https://github.com/kubernetes/enhancements/pull/1111"));
        }
    }

    private static void CheckStorage(JsonObject crd, List<JsonObject> versions, List<StatusCause> causes)
    {
        var storage = versions.Where(version => JsonScalars.Read(version["storage"]) is true).Select(version => Text(version["name"])).ToList();
        if (storage.Count != 1)
        {
            causes.Add(FieldErrors.Invalid(
                "spec.versions", CrdVersionText.Of(versions), "must have exactly one version marked as storage version"));
        }

        var stored = (crd["status"]?["storedVersions"] as JsonArray ?? []).Select(Text).ToList();
        if (storage.Count > 0 && !stored.Contains(storage[^1]))
        {
            causes.Add(FieldErrors.Invalid(
                "status.storedVersions",
                new JsonArray([.. stored.Select(version => JsonValue.Create(version))]).ToJsonString(),
                $"must have the storage version {storage[^1]}"));
        }

        for (var i = 0; i < stored.Count; i++)
        {
            if (versions.Any(version => Text(version["name"]) == stored[i])) continue;
            causes.Add(FieldErrors.InvalidString(
                $"status.storedVersions[{i}]",
                stored[i],
                $"missing from spec.versions; {stored[i]} was previously a storage version, and must remain in spec.versions until a " +
                $"storage migration ensures no data remains persisted in {stored[i]} and removes {stored[i]} from status.storedVersions"));
        }
    }

    private static void CheckVersion(List<JsonObject> versions, int index, List<StatusCause> causes)
    {
        var version = versions[index];
        var schema = version["schema"]?["openAPIV3Schema"] as JsonObject;
        if (schema is null)
        {
            causes.Add(FieldErrors.Required($"spec.versions[{index}].schema.openAPIV3Schema"));
            if (version.ContainsKey("selectableFields"))
                causes.Add(FieldErrors.InvalidString("spec.selectableFields", "", "may only be set when validations.schema is included"));
            return;
        }

        if (IsHoisted(versions, "schema")) { if (index == 0) CheckSchema(schema, "spec.validation.openAPIV3Schema", causes); }
        else CheckSchema(schema, $"spec.versions[{index}].schema.openAPIV3Schema", causes);
        CheckScale(version["subresources"]?["scale"] as JsonObject, PathOf(versions, index, "subresources") + ".scale", causes);
        CheckColumns(version, PathOf(versions, index, "additionalPrinterColumns"), causes);
        CheckSelectableFields(version, schema, PathOf(versions, index, "selectableFields"), causes);
    }

    private static bool IsHoisted(List<JsonObject> versions, string part) =>
        versions.All(version => JsonNode.DeepEquals(version[part], versions[0][part]));

    private static string PathOf(List<JsonObject> versions, int index, string part) =>
        IsHoisted(versions, part) ? $"spec.{part}" : $"spec.versions[{index}].{part}";

    private static void CheckSchema(JsonObject schema, string path, List<StatusCause> causes)
    {
        var structural = StructuralChecker.Check(schema, path);
        causes.AddRange(structural);
        if (structural.Count > 0) return;
        var parsed = new StructuralSchemaParser().Parse(schema);
        var rules = CompiledRules.Compile(parsed, path, causes);
        DefaultChecker.Check(parsed, rules, path, causes);
    }

    private static void CheckScale(JsonObject? scale, string path, List<StatusCause> causes)
    {
        if (scale is null) return;
        CheckPath("specReplicasPath", ".spec", isRequired: true);
        CheckPath("statusReplicasPath", ".status", isRequired: true);
        CheckPath("labelSelectorPath", ".spec or .status", isRequired: false);

        void CheckPath(string name, string root, bool isRequired)
        {
            var value = Text(scale[name]);
            if (value.Length == 0)
            {
                if (isRequired) causes.Add(FieldErrors.Required($"{path}.{name}"));
            }
            else if (!root.Split(" or ").Any(prefix => value.StartsWith(prefix + ".", StringComparison.Ordinal)))
            {
                causes.Add(FieldErrors.InvalidString($"{path}.{name}", value, $"should be a json path under {root}"));
            }
        }
    }

    private static void CheckColumns(JsonObject version, string path, List<StatusCause> causes)
    {
        foreach (var (column, i) in Objects(version["additionalPrinterColumns"]).Select((column, i) => (column, i)))
        {
            if (Text(column["name"]).Length == 0) causes.Add(FieldErrors.Required($"{path}[{i}].name"));
            var type = Text(column["type"]);
            if (!ColumnTypes.Contains(type))
            {
                var allowed = "must be one of " + string.Join(',', ColumnTypes);
                causes.Add(type.Length == 0
                    ? FieldErrors.Required($"{path}[{i}].type", allowed)
                    : FieldErrors.InvalidString($"{path}[{i}].type", type, allowed));
            }

            if (Text(column["jsonPath"]).Length == 0) causes.Add(FieldErrors.Required($"{path}[{i}].jsonPath"));
        }
    }

    private static void CheckSelectableFields(JsonObject version, JsonObject schema, string path, List<StatusCause> causes)
    {
        foreach (var (field, i) in Objects(version["selectableFields"]).Select((field, i) => (field, i)))
        {
            var jsonPath = Text(field["jsonPath"]);
            JsonNode? target = schema;
            foreach (var name in jsonPath.TrimStart('.').Split('.')) target = target?["properties"]?[name];
            if (target is null)
            {
                causes.Add(FieldErrors.InvalidString(
                    $"{path}[{i}].jsonPath", jsonPath, "is an invalid path: does not refer to a valid field"));
            }
        }
    }

    private static void CheckImmutable(JsonObject spec, JsonObject oldSpec, List<StatusCause> causes)
    {
        CheckSame("spec.group", spec["group"], oldSpec["group"]);
        CheckSame("spec.scope", spec["scope"], oldSpec["scope"]);
        CheckSame("spec.names.kind", spec["names"]?["kind"], oldSpec["names"]?["kind"]);
        CheckSame("spec.names.plural", spec["names"]?["plural"], oldSpec["names"]?["plural"]);

        void CheckSame(string path, JsonNode? value, JsonNode? old)
        {
            if (Text(value) == Text(old)) return;
            causes.RemoveAll(cause => cause.Field == "metadata.name");
            causes.Add(FieldErrors.InvalidString(path, Text(value), "field is immutable"));
        }
    }

    private static string Text(JsonNode? node) => JsonScalars.Read(node) as string ?? "";

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();
}
