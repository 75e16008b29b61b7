namespace K8sCache.Operator.Api.Pods;

/// <summary>An environment variable of a container.</summary>
public sealed record EnvVar
{
    public required string Name { get; init; }

    /// <summary>May refer to earlier ones as <c>$(NAME)</c>.</summary>
    public string? Value { get; init; }

    public EnvVarSource? ValueFrom { get; init; }
}
