namespace K8sCache.Kubernetes.Objects;

/// <summary>One of the reasons of a failure: for a refused object, one field's fault.</summary>
public sealed record V1StatusCause
{
    /// <summary><c>FieldValueInvalid</c>, <c>FieldManagerConflict</c>, …</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>Path of the field, <c>spec.nodes.replicas</c>.</summary>
    public string? Field { get; init; }
}
