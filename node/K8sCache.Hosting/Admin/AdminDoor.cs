using System.Text;
using K8sCache.Hosting.Identity;
using Microsoft.AspNetCore.Http;

namespace K8sCache.Hosting.Admin;

/// <summary>
/// Lets whoever shows the internal identity (<c>Authorization: Bearer TOKEN</c>, RFC 6750) to what changes something or tells of keys and
/// addresses: all but what probes and Prometheus ask for.
/// </summary>
internal static class AdminDoor
{
    private const string Scheme = "Bearer ";

    /// <summary>What others ask for is answered 401, whether it exists or not.</summary>
    public static RequestDelegate Before(RequestDelegate endpoints, InternalIdentity identity) => context =>
        StandardEndpoints.AreOpenAt(context.Request.Path) || IsKnown(identity, context.Request) ? endpoints(context) : RefuseAsync(context);

    private static bool IsKnown(InternalIdentity identity, HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && identity.Accepts(Encoding.UTF8.GetBytes(header[Scheme.Length..]));

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"k8scache\"";
        return AdminResponses.WriteTextAsync(
            context, StatusCodes.Status401Unauthorized, "this asks for the cluster's internal identity: Authorization: Bearer TOKEN\n");
    }
}
