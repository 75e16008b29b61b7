namespace K8sCache.Operator.Api.Pods;

/// <summary>Names an object in the same namespace.</summary>
public sealed record LocalObjectReference
{
    public string? Name { get; init; }
}
