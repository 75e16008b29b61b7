using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Selectors;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What to list.</summary>
public sealed record ListQuery
{
    public LabelSelector Labels { get; init; } = LabelSelector.Everything;

    public FieldSelector Fields { get; init; } = FieldSelector.Everything;

    /// <summary>Objects on a page; 0: all.</summary>
    public int Limit { get; init; }

    public string Continue { get; init; } = "";

    /// <summary>The version to list as of (resourceVersionMatch=Exact); null: now.</summary>
    public long? ExactVersion { get; init; }

    public bool HasSelector => !Labels.IsEmpty || !Fields.IsEmpty;

    public bool Matches(ResourceDefinition resource, JsonObject obj) =>
        (Labels.IsEmpty || Labels.Matches(obj.Labels())) && (Fields.IsEmpty || Fields.Matches(resource, obj));
}
