namespace K8sCache.Operator.Api.Pods;

/// <summary>A field of the pod itself.</summary>
public sealed record ObjectFieldSelector
{
    public string? ApiVersion { get; init; }
    public required string FieldPath { get; init; }
}
