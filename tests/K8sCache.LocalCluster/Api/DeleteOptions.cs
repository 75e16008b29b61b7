namespace K8sCache.LocalCluster.Api;

/// <summary>How to delete; as the API's DeleteOptions.</summary>
public sealed record DeleteOptions
{
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Background, Foreground or Orphan; null for the kind's default.</summary>
    public string? PropagationPolicy { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public bool DryRun { get; init; }
}
