using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

internal static class MediaType
{
    /// <summary>A request's content type without parameters, lower case; "" without one.</summary>
    public static string Of(HttpRequest request) =>
        (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
