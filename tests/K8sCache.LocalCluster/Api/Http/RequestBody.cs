using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

internal static class RequestBody
{
    /// <summary>The server's limit on a request body, bytes.</summary>
    public const int Limit = 3 * 1024 * 1024;

    /// <exception cref="ApiException">413 over <see cref="Limit"/>.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Limit)
            throw TooLarge();
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Limit)
                throw TooLarge();
        }
        return buffer.ToArray();
    }

    private static ApiException TooLarge() =>
        Errors.Make(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Limit}", null);
}
