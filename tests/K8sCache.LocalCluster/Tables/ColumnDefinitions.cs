using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tables;

/// <summary>The column definitions of built-in kinds: data, as recorded from a real server.</summary>
internal static class ColumnDefinitions
{
    private const string Resource = "K8sCache.LocalCluster.Tables.columns.json";

    private static readonly JsonObject All = Load();

    /// <param name="resource">Such as <c>pods</c> or <c>statefulsets.apps</c>; <c>default</c> for kinds without columns of their own.</param>
    public static JsonArray Of(string resource) =>
        All[resource]?.AsArray() ?? throw new ArgumentException($"no columns are known for {resource}", nameof(resource));

    private static JsonObject Load()
    {
        using var stream = typeof(ColumnDefinitions).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"resource {Resource} is missing");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
