using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>The body of a watch: one JSON event a line, each sent at once.</summary>
internal sealed class WatchStream(HttpContext context, ResourceDefinition resource, Presenter presenter, Representation shape)
{
    private bool _columnsSent;

    public Task StartAsync()
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        return context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public Task SendAsync(WatchEventType type, JsonObject obj)
    {
        var shown = presenter.Shaped(context.Request, resource, obj, shape, columns: !_columnsSent);
        _columnsSent = true;
        return WriteAsync(type.ToString().ToUpperInvariant(), shown);
    }

    public Task ErrorAsync(ApiStatus status) => WriteAsync("ERROR", status.ToJson());

    /// <param name="version">Everything up to it has been sent.</param>
    /// <param name="initialEnd">It ends the initial events of a watch list.</param>
    public Task BookmarkAsync(long version, bool initialEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (initialEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var mark = new JsonObject { ["kind"] = resource.Kind, ["apiVersion"] = resource.ApiVersion, ["metadata"] = metadata };
        return WriteAsync("BOOKMARK", shape.Shape == Shape.Object ? mark : presenter.ShapedBookmark(resource, mark, shape, !_columnsSent));
    }

    private async Task WriteAsync(string type, JsonObject obj)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = obj };
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, StoreJson.Options), context.RequestAborted);
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
