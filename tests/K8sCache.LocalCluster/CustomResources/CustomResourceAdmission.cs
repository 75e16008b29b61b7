using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>What a custom resource's schema does to its objects: pruning, defaulting, validation, rules.</summary>
internal sealed class CustomResourceAdmission(CustomResourceCatalog catalog, StructuralSchema objectMeta)
{
    /// <summary>Once a value is missing, of the wrong type or too large, rules could fail on it in misleading ways.</summary>
    private static readonly HashSet<string> ReasonsThatKeepRulesFromRunning =
    [
        "FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany", "FieldValueTypeInvalid",
    ];

    public IReadOnlyList<string> Decode(AdmissionContext context)
    {
        if (catalog.Find(context.Resource) is not { } version || context.Object is not { } json) return [];
        WholeNumbers.Normalise(json);
        var problems = new List<string>();
        if (json["metadata"] is JsonObject metadata)
            problems.AddRange(SchemaPruner.Prune(metadata, objectMeta).Select(path => "metadata." + path));
        problems.AddRange(SchemaPruner.Prune(json, version.Schema));
        SchemaDefaulter.Apply(json, version.Schema);
        return [.. problems.Select(path => $"unknown field \"{path}\"")];
    }

    public void Mutate(AdmissionContext context)
    {
        if (context.Operation != AdmissionOperation.Create || catalog.Find(context.Resource.Resource) is not { Terminating: true }) return;
        throw Errors.Forbidden(
            context.Resource.Resource, context.Name, "create not allowed while custom resource definition is terminating");
    }

    public IReadOnlyList<StatusCause> Validate(AdmissionContext context)
    {
        if (catalog.Find(context.Resource) is not { } version || context.Object is not { } json) return [];
        var causes = SchemaValidator.Validate(json, context.OldObject, version.Schema);
        if (context.Resource.Scale is { } scale) causes.AddRange(CheckReplicas(json, scale.SpecReplicas));
        if (!version.Rules.Any) return causes;
        if (causes.Any(cause => ReasonsThatKeepRulesFromRunning.Contains(cause.Reason)))
        {
            const string text = "some validation rules were not checked because the object was invalid; " +
                "correct the existing errors to complete validation";
            causes.Add(FieldErrors.Invalid("<nil>", "null", text));
            return causes;
        }

        causes.AddRange(RuleValidator.Validate(json, context.OldObject, version.Schema, version.Rules));
        return causes;
    }

    /// <summary>Strategy None converts by renaming; defaults that came later show on old objects too.</summary>
    public void FromStorage(ResourceDefinition resource, JsonObject stored)
    {
        stored["apiVersion"] = resource.ApiVersion;
        if (catalog.Find(resource) is { } version) SchemaDefaulter.Apply(stored, version.Schema);
    }

    public void ToStorage(ResourceDefinition resource, JsonObject shown)
    {
        if (catalog.Find(resource.Resource) is { } custom) shown["apiVersion"] = custom.StorageApiVersion;
    }

    /// <summary>The scale subresource's path must hold a number, whatever the schema says.</summary>
    private static IEnumerable<StatusCause> CheckReplicas(JsonObject json, string path)
    {
        JsonNode? node = json;
        foreach (var name in path.TrimStart('.').Split('.')) node = (node as JsonObject)?[name];
        switch (JsonScalars.Read(node))
        {
            case string text:
                yield return FieldErrors.Invalid(path, "0", $"{path} accessor error: {text} is of the type string, expected int64");
                break;
            case double number:
                yield return FieldErrors.Invalid(
                    path, "0", $"{path} accessor error: {SchemaValidator.Show(number)} is of the type float64, expected int64");
                break;
            case long and < 0:
                yield return FieldErrors.Invalid(path, SchemaValidator.Show(JsonScalars.Read(node)!), "should be a non-negative integer");
                break;
        }
    }
}
