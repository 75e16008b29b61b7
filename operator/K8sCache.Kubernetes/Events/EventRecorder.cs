using System.Threading.Channels;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Events;

/// <inheritdoc cref="IEventRecorder"/>
/// <remarks>Events are a courtesy: when the API server is slow or away they are dropped, never waited for.</remarks>
public sealed class EventRecorder : IEventRecorder, IHostedService, IDisposable
{
    private const int MaxNoteBytes = 1024;

    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly EventWriter _writer;

    // Null: time to write the counts that grew.
    private readonly Channel<EventOccurrence?> _pending;
    private readonly CancellationTokenSource _abort = new();
    private ITimer? _flushTimer;
    private Task _writing = Task.CompletedTask;

    public EventRecorder(
        IKubernetesClient client, EventRecorderOptions options, TimeProvider timeProvider, ILogger<EventRecorder> logger)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _writer = new EventWriter(client, options, timeProvider);
        _pending = Channel.CreateBounded<EventOccurrence?>(
            new BoundedChannelOptions(options.MaxPending) { SingleReader = true });
    }

    public void Publish(IKubernetesObject<V1ObjectMeta> regarding, EventType type, string reason, string action, string note)
    {
        var kind = KubernetesKind.Of(regarding.GetType());
        var reference = new V1ObjectReference
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Kind,
            NamespaceProperty = regarding.Metadata.NamespaceProperty,
            Name = regarding.Metadata.Name,
            Uid = regarding.Metadata.Uid,
            ResourceVersion = regarding.Metadata.ResourceVersion,
        };
        var key = new EventSeriesKey(regarding.Metadata.Uid ?? regarding.Key().ToString(), type, reason, action);
        var text = Utf8Text.Truncate(note, MaxNoteBytes);
        if (!_pending.Writer.TryWrite(new EventOccurrence(key, reference, text, _timeProvider.GetUtcNow())))
            Log.EventDropped(_logger, kind.Kind, regarding.Key(), reason, "too many are waiting");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _flushTimer = _timeProvider.CreateTimer(
            // A full channel needs no reminder: its reader is behind anyway.
            _ => _pending.Writer.TryWrite(null), null, _options.FlushPeriod, _options.FlushPeriod);
        _writing = WriteAsync();
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits, as long as the caller has patience.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _flushTimer?.Dispose();
        _pending.Writer.TryWrite(null);
        _pending.Writer.TryComplete();
        await using (cancellationToken.Register(_abort.Cancel))
            await _writing;
    }

    public void Dispose()
    {
        _flushTimer?.Dispose();
        _abort.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var occurrence in _pending.Reader.ReadAllAsync(_abort.Token))
                await TryWriteAsync(occurrence);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // Patience has ended; what is left is dropped.
        }
    }

    private async Task TryWriteAsync(EventOccurrence? occurrence)
    {
        try
        {
            if (occurrence is null)
                await _writer.FlushAsync(_abort.Token);
            else if (!await _writer.WriteAsync(occurrence, _abort.Token))
                LogDropped(occurrence, "its object has caused too many");
        }
        catch (Exception error) when (ApiFailure.IsExpected(error))
        {
            if (occurrence is null)
                Log.EventCountsFailed(_logger, error);
            else
                LogDropped(occurrence, error.Message);
        }
    }

    private void LogDropped(EventOccurrence occurrence, string why) => Log.EventDropped(
        _logger,
        occurrence.Regarding.Kind ?? "",
        new ObjectKey(occurrence.Regarding.NamespaceProperty ?? "", occurrence.Regarding.Name ?? ""),
        occurrence.Key.Reason,
        why);
}
