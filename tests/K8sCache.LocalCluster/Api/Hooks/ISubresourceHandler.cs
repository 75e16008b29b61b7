namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>
/// A subresource with behaviour of its own (pods/log, pods/binding, pods/eviction, serviceaccounts/token), or, with an
/// empty <see cref="Subresource"/>, a resource that is not stored (the reviews of authentication and authorization).
/// </summary>
public interface ISubresourceHandler
{
    GroupResource Resource { get; }

    string Subresource { get; }

    /// <summary>Answers the request, or throws <see cref="ApiException"/>.</summary>
    /// <returns>What to send; null when the handler wrote to <see cref="SubresourceRequest.Http"/> itself.</returns>
    Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken);
}
