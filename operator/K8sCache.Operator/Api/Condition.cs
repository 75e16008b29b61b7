namespace K8sCache.Operator.Api;

/// <summary>One aspect of a cluster's state, in the form all Kubernetes resources share (<c>metav1.Condition</c>).</summary>
public sealed record Condition
{
    public required string Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The <c>metadata.generation</c> this was judged by.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When <see cref="Status"/> last changed; not when it was last looked at.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>CamelCase word a program can act on.</summary>
    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";
}
