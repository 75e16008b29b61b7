namespace K8sCache.LocalCluster.Api.Http;

/// <summary>How an answer is to be shown.</summary>
/// <param name="Shape">The object itself, a Table or its metadata only.</param>
/// <param name="MetaVersion">Version of the Table or PartialObjectMetadata: v1 or v1beta1.</param>
/// <param name="Yaml">YAML in place of JSON.</param>
internal sealed record Representation(Shape Shape, string MetaVersion, bool Yaml)
{
    public static Representation Plain { get; } = new(Shape.Object, "v1", Yaml: false);
}
