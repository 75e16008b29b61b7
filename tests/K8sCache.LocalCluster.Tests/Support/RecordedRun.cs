using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Tests.Support;

/// <summary>
/// Sends the requests of a transcript to a local control plane and keeps, for each step, the objects that the recorded control plane had
/// then: the last state that its watches showed up to that step.
/// </summary>
internal sealed class RecordedRun(string transcript, LocalControlPlane cluster) : IDisposable
{
    private const string RecordedTime = "2000-01-01T00:00:00Z";

    private readonly HttpClient _http = cluster.CreateClient();

    public IReadOnlyList<JsonObject> Steps { get; } = Transcript.Load(transcript);

    /// <summary>The recorded objects of a kind as they were once things were quiet after a step, by name.</summary>
    public SortedDictionary<string, JsonObject> Recorded(string kind, int step)
    {
        var objects = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var events = Steps.SelectMany(watch => watch.Items("events")).Where(change => change["object"].Text("kind") == kind)
            .Where(change => StepOf((JsonObject)change["object"]!) <= step);
        foreach (var change in events)
        {
            var subject = (JsonObject)change["object"]!;
            if (change.Text("type") == "DELETED")
                objects.Remove(subject.Name());
            else
                objects[subject.Name()] = subject;
        }

        return objects;
    }

    /// <summary>Sends a step's request. Recorded uids and times mean nothing here: preconditions go, times become the present.</summary>
    public async Task Send(JsonObject step)
    {
        var (status, answer) = await Exchange(step);
        // The recorder waited until a deletion had ended; here the collector may be a moment behind.
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        for (var tries = 0; status == 409 && tries < 500 && answer.Contains("object is being deleted", StringComparison.Ordinal); tries++)
        {
            await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            (status, answer) = await Exchange(step);
        }

        Assert.True(
            status == step.Count("response", "status"),
            $"step {step.Count("step")} {step.Text("comment")}: {status} {answer}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Answer)> Exchange(JsonObject step)
    {
        var request = (JsonObject)step["request"]!;
        var query = string.Join('&', request.TextMap("query").Select(term => $"{Uri.EscapeDataString(term.Key)}={Uri.EscapeDataString(term.Value)}"));
        using var message = new HttpRequestMessage(new HttpMethod(request.Text("method")!), $"{request.Text("path")}?{query}");
        if (request["body"]?.DeepClone() is JsonObject body)
        {
            body.Remove("preconditions");
            var text = body.ToJsonString().Replace(RecordedTime, TimeProvider.System.GetUtcNow().ToApiTime(), StringComparison.Ordinal);
            message.Content = new StringContent(text, Encoding.UTF8);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.Text("headers", "content-type") ?? "application/json");
        }

        using var response = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The step by which a recorded version existed: recorded versions read <c>rvN</c>, N being 100 times the step and a counter.</summary>
    private static int StepOf(JsonObject recorded) =>
        int.Parse(recorded.Text("metadata", "resourceVersion")!.AsSpan(2), CultureInfo.InvariantCulture) / 100;
}
