namespace K8sCache.Operator.Api.Pods;

/// <summary>Where an environment variable's value comes from.</summary>
public sealed record EnvVarSource
{
    public ObjectFieldSelector? FieldRef { get; init; }
}
