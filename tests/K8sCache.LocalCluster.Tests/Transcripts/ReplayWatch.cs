using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>A watch that is open while later steps run; collects its events.</summary>
internal sealed class ReplayWatch : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;
    private readonly List<JsonObject> _events = [];

    public ReplayWatch(TranscriptStep step, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Step = step;
        _response = response;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = ReadAsync();
    }

    public TranscriptStep Step { get; }

    /// <summary>Completes when the server ends the stream.</summary>
    public Task Closed => _reading;

    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    private async Task ReadAsync()
    {
        using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
        try
        {
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var change = JsonNode.Parse(line)!.AsObject();
                lock (_events) _events.Add(change);
            }
        }
        catch (Exception exception) when (_stop.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // Closed by the client, as recorded.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _response.Dispose();
        _stop.Dispose();
    }
}
