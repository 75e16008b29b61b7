using System.Text.Json;

namespace K8sCache.Kubernetes.Objects;

/// <summary>Which fields one manager owns, as server-side apply keeps it.</summary>
public sealed record V1ManagedFieldsEntry
{
    public string? Manager { get; init; }

    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    public string? Operation { get; init; }

    public string? ApiVersion { get; init; }
    public DateTimeOffset? Time { get; init; }
    public string? FieldsType { get; init; }
    public JsonElement? FieldsV1 { get; init; }
    public string? Subresource { get; init; }
}
