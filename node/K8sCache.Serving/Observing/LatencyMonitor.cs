namespace K8sCache.Serving.Observing;

/// <summary>Commands that took longer than latency-monitor-threshold, by the second (LATENCY); of all loops.</summary>
public sealed class LatencyMonitor
{
    private readonly SortedDictionary<string, LatencyEvent> _events = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(string name, long at, long milliseconds)
    {
        lock (_gate)
        {
            if (!_events.TryGetValue(name, out var kind))
                _events[name] = kind = new LatencyEvent();
            kind.Add(at, milliseconds);
        }
    }

    public List<(string Name, long At, long Milliseconds, long Worst, int Samples)> Latest()
    {
        lock (_gate)
        {
            return
            [
                .. _events.Select(pair => (
                    pair.Key, pair.Value.Latest.At, pair.Value.Latest.Milliseconds, pair.Value.WorstMilliseconds, pair.Value.Samples.Count)),
            ];
        }
    }

    public List<(long At, long Milliseconds)> History(string name)
    {
        lock (_gate)
            return _events.TryGetValue(name, out var kind) ? [.. kind.Samples] : [];
    }

    /// <summary>Forgets those events, or all where none is named. Returns how many there were.</summary>
    public int Reset(IReadOnlyCollection<string> names)
    {
        lock (_gate)
        {
            var found = (names.Count == 0 ? [.. _events.Keys] : names).ToList();
            return found.Count(_events.Remove);
        }
    }
}
