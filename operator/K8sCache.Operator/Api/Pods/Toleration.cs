namespace K8sCache.Operator.Api.Pods;

/// <summary>Lets a pod run on machines with a matching taint.</summary>
public sealed record Toleration
{
    public string? Effect { get; init; }
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public long? TolerationSeconds { get; init; }
    public string? Value { get; init; }
}
