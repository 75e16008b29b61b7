using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Events;

/// <summary>Writes occurrences as events, and repeated ones as counts on the first. One caller at a time.</summary>
/// <remarks>Source: client-go, <c>tools/events</c>.</remarks>
internal sealed class EventWriter(IKubernetesClient client, EventRecorderOptions options, TimeProvider timeProvider)
{
    private const string NamespaceOfClusterScoped = "default";
    private readonly Dictionary<EventSeriesKey, EventSeries> _series = [];
    private readonly EventSpamFilter _filter = new(options, timeProvider);
    private long _number;

    /// <returns>False: dropped, because its object has caused too many.</returns>
    public async Task<bool> WriteAsync(EventOccurrence occurrence, CancellationToken cancellationToken)
    {
        if (_series.TryGetValue(occurrence.Key, out var series)
            && occurrence.At - series.LastAt < options.SeriesWindow)
        {
            series.Add(occurrence.At);
            return true;
        }
        if (!_filter.Admits(occurrence.Key.ObjectUid))
            return false;
        var written = await client.CreateAsync(ToEvent(occurrence), cancellationToken: cancellationToken);
        _series[occurrence.Key] = new EventSeries(written);
        return true;
    }

    /// <summary>Writes the counts that grew, and forgets series that have ended.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, series) in _series.ToArray())
        {
            if (series.IsDirty)
                await WriteCountAsync(series, cancellationToken);
            if (timeProvider.GetUtcNow() - series.LastAt >= options.SeriesWindow)
                _series.Remove(key);
        }
    }

    private async Task WriteCountAsync(EventSeries series, CancellationToken cancellationToken)
    {
        var counted = new Eventsv1EventSeries { Count = series.Count, LastObservedTime = series.LastAt.UtcDateTime };
        var patch = KubernetesPatch.Merge(new JsonObject
        {
            ["series"] = new JsonObject
            {
                ["count"] = counted.Count,
                ["lastObservedTime"] = MicroTimeConverter.Text(counted.LastObservedTime),
            },
        });
        try
        {
            await client.PatchAsync<Eventsv1Event>(series.Written.Key(), patch, cancellationToken: cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Events live for an hour by default; one that goes on gets a new one.
            await client.CreateAsync(Renewed(series.Written, counted), cancellationToken: cancellationToken);
        }
        series.MarkWritten();
    }

    private static Eventsv1Event Renewed(Eventsv1Event written, Eventsv1EventSeries series) => written with
    {
        Metadata = new V1ObjectMeta { Name = written.Metadata.Name, NamespaceProperty = written.Metadata.NamespaceProperty },
        Series = series,
    };

    private Eventsv1Event ToEvent(EventOccurrence occurrence) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = NewName(occurrence),
            NamespaceProperty = occurrence.Regarding.NamespaceProperty ?? NamespaceOfClusterScoped,
        },
        EventTime = occurrence.At.UtcDateTime,
        Type = occurrence.Key.Type.ToString(),
        Reason = occurrence.Key.Reason,
        Action = occurrence.Key.Action,
        Note = occurrence.Note,
        Regarding = occurrence.Regarding,
        ReportingController = options.ReportingController,
        ReportingInstance = options.ReportingInstance,
    };

    /// <summary>Object name and time, as client-go does; the number keeps two of one instant apart.</summary>
    private string NewName(EventOccurrence occurrence)
    {
        var unique = occurrence.At.UtcTicks + _number++;
        return $"{occurrence.Regarding.Name}.{unique.ToString("x", CultureInfo.InvariantCulture)}";
    }
}
