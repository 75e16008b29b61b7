namespace K8sCache.Kubernetes.Objects;

/// <summary>The API server's answer to a call that failed, or that has no object to return.</summary>
[KubernetesEntity(Kind = "Status", PluralName = "status")]
public sealed record V1Status : IKubernetesObject<V1ListMeta>
{
    public string ApiVersion { get; init; } = "v1";
    public string Kind { get; init; } = "Status";
    public V1ListMeta Metadata { get; init; } = new();

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; init; }

    public string? Message { get; init; }

    /// <summary>Word that says why, one of <see cref="StatusReasons"/> or a newer one.</summary>
    public string? Reason { get; init; }

    public V1StatusDetails? Details { get; init; }

    /// <summary>HTTP status code.</summary>
    public int? Code { get; init; }
}
