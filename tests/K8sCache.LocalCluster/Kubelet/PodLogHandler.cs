using System.Globalization;
using System.Text;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary><c>GET pods/NAME/log</c>: what <c>kubectl logs</c> reads.</summary>
internal sealed class PodLogHandler(IPodRuntime pods, TimeProvider time) : ISubresourceHandler
{
    public GroupResource Resource => KnownResources.Pods;

    public string Subresource => "log";

    public async Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken)
    {
        var query = Read(request.Http.Request.Query);
        var lines = pods.ReadLog(request.Info.Namespace, request.Info.Name, query, cancellationToken);
        var response = request.Http.Response;
        response.ContentType = "text/plain";
        var left = query.LimitBytes ?? long.MaxValue;
        // A follower must see that it is connected before the first line comes.
        await response.StartAsync(cancellationToken);
        await foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            var count = (int)Math.Min(left, bytes.Length);
            await response.Body.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
            if (query.Follow)
                await response.Body.FlushAsync(cancellationToken);
            if ((left -= count) <= 0)
                break;
        }

        return null;
    }

    private LogQuery Read(IQueryCollection query) => new()
    {
        Container = query["container"] is [{ Length: > 0 } name] ? name : null,
        Follow = query["follow"] == "true",
        Previous = query["previous"] == "true",
        Timestamps = query["timestamps"] == "true",
        TailLines = (int?)Number(query, "tailLines"),
        LimitBytes = Number(query, "limitBytes"),
        Since = Number(query, "sinceSeconds") is { } seconds
            ? time.GetUtcNow() - TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(query["sinceTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
    };

    private static long? Number(IQueryCollection query, string name)
    {
        if (query[name] is not [{ Length: > 0 } text])
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.BadRequest($"unable to decode query parameter {name}: \"{text}\" is not a number");
    }
}
