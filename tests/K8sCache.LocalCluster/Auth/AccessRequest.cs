using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Auth;

/// <summary>What somebody wants to do: attributes of a resource, or a path when <see cref="Path"/> is not empty.</summary>
internal sealed record AccessRequest
{
    public required string Verb { get; init; }

    public string Group { get; init; } = "";

    public string Plural { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Path { get; init; } = "";

    public bool IsResource => Path.Length == 0;

    public string QualifiedPlural => Subresource.Length == 0 ? Plural : $"{Plural}/{Subresource}";

    public static AccessRequest Of(RequestInfo info) => info.IsResource
        ? new AccessRequest
        {
            Verb = info.Verb,
            Group = info.Group,
            Plural = info.Plural,
            Subresource = info.Subresource,
            // A Namespace is itself cluster-scoped, but reading one is granted within it.
            Namespace = info.Namespace,
            Name = info.Name.Length > 0 ? info.Name : info.SelectedName,
        }
        : new AccessRequest { Verb = info.Verb, Path = info.Path };
}
