using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>
/// Answers paths that are no plain resource: /version, discovery, OpenAPI, health. Asked in order, after
/// authentication and authorisation, and before resources.
/// </summary>
public interface IRequestHandler
{
    /// <returns>False when the path is not its own: the next one is asked.</returns>
    Task<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user);
}
