using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Api.Metadata;

/// <summary>The rules every object's metadata obeys, with the texts of apimachinery's ValidateObjectMeta.</summary>
internal static class MetadataValidator
{
    private const int AnnotationsSizeLimit = 256 * 1024;

    private static readonly string[] StandardFinalizers = ["orphan", "foregroundDeletion", "kubernetes"];

    public static IEnumerable<StatusCause> OnCreate(ResourceDefinition resource, JsonObject obj)
    {
        if (obj.MetaText("generateName") is { Length: > 0 } prefix)
        {
            foreach (var problem in NameRules.Check(resource.NameRule, prefix.TrimEnd('-') is { Length: > 0 } trimmed ? trimmed : prefix))
                yield return FieldErrors.InvalidString("metadata.generateName", prefix, problem);
        }
        if (obj.Name().Length == 0)
        {
            yield return FieldErrors.Required("metadata.name", "name or generateName is required");
        }
        else
        {
            foreach (var problem in NameRules.Check(resource.NameRule, obj.Name()))
                yield return FieldErrors.InvalidString("metadata.name", obj.Name(), problem);
        }
        foreach (var cause in Common(obj))
            yield return cause;
    }

    public static IEnumerable<StatusCause> OnUpdate(JsonObject obj, JsonObject old)
    {
        foreach (var cause in Common(obj))
            yield return cause;
        if (old.IsDeleting())
        {
            var added = obj.Finalizers().Except(old.Finalizers()).ToList();
            if (added.Count > 0)
            {
                var list = string.Join(", ", added.Select(FieldErrors.Quote));
                yield return FieldErrors.Forbidden(
                    "metadata.finalizers",
                    $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
            }
        }
        foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp"])
        {
            if (!ApiCore.SameJson(obj.Metadata()[field], old.Metadata()[field]))
                yield return FieldErrors.Invalid($"metadata.{field}", ApiCore.Compact(obj.Metadata()[field]), "field is immutable");
        }
    }

    /// <summary>Finalizers without a domain are accepted, with a warning.</summary>
    public static void WarnOnFinalizers(JsonObject obj, List<string> warnings)
    {
        foreach (var finalizer in obj.Finalizers().Where(f => !f.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(f)))
        {
            warnings.Add(
                $"metadata.finalizers: {FieldErrors.Quote(finalizer)}: prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers");
        }
    }

    private static IEnumerable<StatusCause> Common(JsonObject obj)
    {
        var metadata = obj.Metadata();
        foreach (var (key, value) in obj.Labels())
        {
            foreach (var problem in NameRules.QualifiedName(key))
                yield return FieldErrors.InvalidString("metadata.labels", key, problem);
            foreach (var problem in NameRules.LabelValue(value))
                yield return FieldErrors.InvalidString("metadata.labels", value, problem);
        }
        var size = 0;
        foreach (var (key, value) in metadata["annotations"] as JsonObject ?? [])
        {
            foreach (var problem in NameRules.QualifiedName(key.ToLowerInvariant()))
                yield return FieldErrors.InvalidString("metadata.annotations", key, problem);
            size += key.Length + (ObjectMeta.Text(value)?.Length ?? 0);
        }
        if (size > AnnotationsSizeLimit)
            yield return FieldErrors.TooLong("metadata.annotations", AnnotationsSizeLimit);
        foreach (var cause in OwnerReferences(metadata["ownerReferences"] as JsonArray ?? []))
            yield return cause;
        foreach (var finalizer in obj.Finalizers())
        {
            foreach (var problem in NameRules.QualifiedName(finalizer))
                yield return FieldErrors.InvalidString("metadata.finalizers", finalizer, problem);
        }
    }

    private static IEnumerable<StatusCause> OwnerReferences(JsonArray references)
    {
        string? controller = null;
        foreach (var reference in references.OfType<JsonObject>())
        {
            const string path = "metadata.ownerReferences";
            var kind = ObjectMeta.Text(reference["kind"]) ?? "";
            var name = ObjectMeta.Text(reference["name"]) ?? "";
            var version = ObjectMeta.Text(reference["apiVersion"]) ?? "";
            if (version.Length == 0)
                yield return FieldErrors.InvalidString($"{path}.apiVersion", version, "version must not be empty");
            if (kind.Length == 0)
                yield return FieldErrors.InvalidString($"{path}.kind", "", "must not be empty");
            if (name.Length == 0)
                yield return FieldErrors.InvalidString($"{path}.name", "", "must not be empty");
            if (string.IsNullOrEmpty(ObjectMeta.Text(reference["uid"])))
                yield return FieldErrors.InvalidString($"{path}.uid", "", "must not be empty");
            if (reference["controller"]?.GetValue<bool>() != true)
                continue;
            if (controller is not null)
            {
                yield return FieldErrors.Invalid(
                    "metadata.ownerReferences",
                    ApiCore.Compact(references),
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {kind}/{name}");
            }
            controller = $"{kind}/{name}";
        }
    }
}
