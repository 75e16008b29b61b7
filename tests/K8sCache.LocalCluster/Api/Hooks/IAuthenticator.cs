using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>Finds out who a request comes from.</summary>
public interface IAuthenticator
{
    /// <returns>The user, or null when credentials are given but not valid (401). No credentials: <see cref="UserInfo.Anonymous"/>.</returns>
    UserInfo? Authenticate(HttpContext context);
}
