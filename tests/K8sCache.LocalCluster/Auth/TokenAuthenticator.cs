using System.Security.Cryptography;
using System.Text;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Auth;

/// <summary>Bearer tokens: the administrator's of the kubeconfig, and those of service accounts for this server.</summary>
internal sealed class TokenAuthenticator(string adminToken, ServiceAccountTokens accounts) : IAuthenticator
{
    private const string Scheme = "Bearer ";

    private static readonly UserInfo Administrator = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    public UserInfo? Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0) return UserInfo.Anonymous;
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Verify(header[Scheme.Length..].Trim())?.User : null;
    }

    /// <summary>The user of a token meant for this server, and the audience that matched.</summary>
    public (UserInfo User, string Audience)? Verify(string token)
    {
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(adminToken)))
            return (Administrator, ServiceAccountTokens.DefaultAudience);
        return accounts.Verify(token) is { } verified && verified.Audiences.Contains(ServiceAccountTokens.DefaultAudience)
            ? (verified.User, ServiceAccountTokens.DefaultAudience)
            : null;
    }
}
