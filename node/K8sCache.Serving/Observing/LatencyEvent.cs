namespace K8sCache.Serving.Observing;

/// <summary>Spikes of one kind: the last ones, the worst of each second.</summary>
public sealed class LatencyEvent
{
    private const int SamplesMax = 160;

    private readonly Queue<(long At, long Milliseconds)> _samples = new();

    public IReadOnlyCollection<(long At, long Milliseconds)> Samples => _samples;

    public (long At, long Milliseconds) Latest { get; private set; }

    public long WorstMilliseconds { get; private set; }

    public void Add(long at, long milliseconds)
    {
        WorstMilliseconds = Math.Max(WorstMilliseconds, milliseconds);
        if (_samples.Count > 0 && Latest.At == at)
        {
            if (milliseconds <= Latest.Milliseconds)
                return;
            // The last of a queue cannot be changed in place; it is short.
            var kept = _samples.Take(_samples.Count - 1).ToList();
            _samples.Clear();
            kept.ForEach(_samples.Enqueue);
        }

        Latest = (at, milliseconds);
        _samples.Enqueue(Latest);
        if (_samples.Count > SamplesMax)
            _samples.Dequeue();
    }
}
