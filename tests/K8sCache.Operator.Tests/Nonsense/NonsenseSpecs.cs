using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Yaml;
using K8sCache.Operator.Api;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.Nonsense;

/// <summary>Specs with nonsense in one field of the schema, and otherwise every field set as it should be.</summary>
internal static class NonsenseSpecs
{
    /// <summary>Replaced in the text: not all nonsense can be a node of a JSON tree.</summary>
    private const string Place = "@nonsense@";

    private static readonly JsonObject Schema = CrdGenerator.Generate(typeof(CacheCluster), OperatorTypes.Json.Options)
        ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();

    private static readonly JsonObject EveryField = KubernetesYaml.Parse(File.ReadAllText(
        Repository.PathOf("tests", "K8sCache.Operator.Tests", "Desired", "cases", "every-field", "input.yaml")))["spec"]!.AsObject();

    public static IReadOnlyList<SchemaField> Fields { get; } = [.. SchemaField.Of(Schema)];

    public static string With(SchemaField field, string nonsense) =>
        field.In(EveryField, Schema, Place).ToJsonString().Replace($"\"{Place}\"", nonsense, StringComparison.Ordinal);
}
