namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What a write needs to know beside the object.</summary>
public sealed record WriteRequest
{
    public required ResourceDefinition Resource { get; init; }

    /// <summary>"" for cluster-scoped resources.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>From the path; "" for a create.</summary>
    public string Name { get; init; } = "";

    /// <summary>"", <c>status</c> or <c>scale</c>.</summary>
    public string Subresource { get; init; } = "";

    public required UserInfo User { get; init; }

    /// <summary>Name under which changed fields are owned.</summary>
    public required string FieldManager { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Server-side apply takes conflicting fields over.</summary>
    public bool Force { get; init; }

    public FieldValidation FieldValidation { get; init; } = FieldValidation.Ignore;

    /// <summary>Filled while the write runs; one Warning header each.</summary>
    public List<string> Warnings { get; init; } = [];
}
