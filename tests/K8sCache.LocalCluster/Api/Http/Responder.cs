using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Writes answers: JSON or YAML, warnings, Status.</summary>
internal static class Responder
{
    private static readonly JsonSerializerOptions Indented = new(StoreJson.Options) { WriteIndented = true, IndentSize = 2 };

    public static async Task WriteAsync(HttpContext context, int code, JsonNode body, bool yaml = false)
    {
        var response = context.Response;
        response.StatusCode = code;
        if (yaml)
        {
            response.ContentType = "application/yaml";
            await response.WriteAsync(YamlWriter.Write(body), context.RequestAborted);
            return;
        }
        response.ContentType = "application/json";
        var pretty = context.Request.Query["pretty"] is var wish && (wish == "true" || wish == "1");
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, pretty ? Indented : StoreJson.Options);
        response.ContentLength = bytes.Length + (pretty ? 0 : 1);
        await response.Body.WriteAsync(bytes, context.RequestAborted);
        // The server ends compact JSON with a line feed, as Go's encoder does.
        if (!pretty)
            await response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }

    public static Task WriteStatusAsync(HttpContext context, ApiStatus status)
    {
        if (status.Details?.RetryAfterSeconds is > 0 and var seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return WriteAsync(context, status.Code, status.ToJson());
    }

    /// <summary>Paths of no group: the server's mux answers, not the API.</summary>
    public static Task WritePlainNotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }

    public static void AddWarnings(HttpContext context, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct())
        {
            var text = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            context.Response.Headers.Append("Warning", $"299 - \"{text}\"");
        }
    }
}
