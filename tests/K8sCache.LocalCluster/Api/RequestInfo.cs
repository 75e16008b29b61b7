namespace K8sCache.LocalCluster.Api;

/// <summary>
/// A request's path and method taken apart as apimachinery's RequestInfo: what authorisation and dispatch look at.
/// For paths outside /api and /apis <see cref="IsResource"/> is false and <see cref="Verb"/> the lower-case method.
/// </summary>
public sealed record RequestInfo
{
    public required string Path { get; init; }

    /// <summary>get, list, watch, create, update, patch, delete or deletecollection.</summary>
    public required string Verb { get; init; }

    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Plural { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The name that a list, watch or deletecollection is narrowed to by its field selector; authorisation goes by it.</summary>
    public string SelectedName { get; init; } = "";

    public GroupResource Resource => new(Group, Plural);
}
