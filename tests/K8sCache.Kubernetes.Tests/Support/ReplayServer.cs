using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Client;
using Microsoft.AspNetCore.Http;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>Answers with recorded steps, in order, and insists that the requests are the recorded ones.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<TranscriptStep> _steps = new();
    private readonly ConcurrentQueue<string> _differences = new();
    private FakeApiServer? _server;

    private ReplayServer()
    {
    }

    public static async Task<ReplayServer> StartAsync(string transcript, params int[] steps)
    {
        var recorded = Transcript.Load(transcript);
        var replay = new ReplayServer();
        foreach (var step in steps)
            replay._steps.Enqueue(recorded.Step(step));
        replay._server = await FakeApiServer.StartAsync(replay.AnswerAsync);
        return replay;
    }

    public KubernetesClient CreateClient() => _server!.CreateClient();

    /// <summary>Fails where a request was not the recorded one, or a recorded one never came.</summary>
    public void AssertReplayed()
    {
        Assert.Empty(_differences);
        Assert.Empty(_steps.Select(step => $"{step.Step}: {step.Comment}"));
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string body)
    {
        if (!_steps.TryDequeue(out var step))
        {
            _differences.Enqueue($"unexpected {context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        Compare(step, context.Request, body);
        context.Response.StatusCode = step.Response.Status;
        context.Response.ContentType = step.Response.Headers?["content-type"]?.ToString() ?? "application/json";
        if (step.Events is null)
        {
            await context.Response.WriteAsync(step.Response.Body is JsonValue text
                ? text.ToString()
                : step.Response.Body?.ToJsonString() ?? "");
            return;
        }
        foreach (var (type, value) in step.Events)
        {
            var line = new JsonObject { ["type"] = type, ["object"] = value.DeepClone() };
            await context.Response.WriteAsync(line.ToJsonString() + "\n");
            await context.Response.Body.FlushAsync();
        }
        if (step.End?.Contains("client", StringComparison.Ordinal) == true)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private void Compare(TranscriptStep step, HttpRequest request, string body)
    {
        var expected = $"{step.Request.Method} {step.Request.Path}?{Sorted(step.Request.Query ?? [])}";
        var query = request.Query.ToDictionary(entry => entry.Key, entry => entry.Value.ToString());
        var actual = $"{request.Method} {request.Path}?{Sorted(query)}";
        if (expected != actual)
            _differences.Enqueue($"step {step.Step}: expected {expected}, got {actual}");

        var contentType = step.Request.Headers?.GetValueOrDefault("content-type");
        if (contentType is not null && contentType != request.ContentType)
            _differences.Enqueue($"step {step.Step}: expected {contentType}, got {request.ContentType}");
        if (step.Request.Body is JsonObject or JsonArray
            && !JsonNode.DeepEquals(Normalised(step.Request.Body), Normalised(JsonNode.Parse(body)!)))
            _differences.Enqueue($"step {step.Step}: expected body {step.Request.Body.ToJsonString()}, got {body}");
    }

    /// <summary>Leaves out what the API takes from the path or the method where a body doesn't say it.</summary>
    private static JsonNode Normalised(JsonNode body)
    {
        var copy = body.DeepClone();
        ((copy as JsonObject)?["metadata"] as JsonObject)?.Remove("namespace");
        if (copy is JsonObject options && options["kind"]?.ToString() == "DeleteOptions")
        {
            options.Remove("kind");
            options.Remove("apiVersion");
        }
        return copy;
    }

    private static string Sorted(Dictionary<string, string> query) => string.Join(
        '&', query.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
}
