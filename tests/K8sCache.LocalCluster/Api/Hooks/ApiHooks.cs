namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>Everything the API core is given from outside, wired once in the composition root.</summary>
public sealed record ApiHooks
{
    public required IBodyDecoder Decoder { get; init; }

    public required IAdmission Admission { get; init; }

    public required ISchemaSource Schemas { get; init; }

    public required IAuthenticator Authenticator { get; init; }

    public required IAuthorizer Authorizer { get; init; }

    public IReadOnlyList<IRequestHandler> RequestHandlers { get; init; } = [];

    /// <summary>A list, as the kubelet adds its handlers after the API has started.</summary>
    public List<ISubresourceHandler> Subresources { get; init; } = [];
}
