namespace K8sCache.Topology;

/// <summary>
/// The one place of a process that holds its topology. Readers take <see cref="Current"/>, an immutable snapshot,
/// without a lock; a newer one replaces it whole. The epoch never goes back.
/// </summary>
public sealed class TopologyHolder
{
    private TopologySnapshot? _current;

    /// <summary>Called after each accepted document, on the offering thread; calls may overlap, so look at <see cref="Current"/>.</summary>
    public event Action<TopologySnapshot>? Changed;

    /// <summary>Null until the first document came.</summary>
    public TopologySnapshot? Current => Volatile.Read(ref _current);

    /// <summary>Current epoch; 0 before the first document.</summary>
    public long Epoch => Current?.Epoch ?? 0;

    public TopologyOutcome Offer(TopologyDocument document)
    {
        TopologySnapshot? candidate = null;
        while (true)
        {
            var current = Current;
            if (current is not null && document.Epoch <= current.Epoch)
            {
                if (document.Epoch < current.Epoch)
                    return TopologyOutcome.Older;
                return document.Equals(current.Document) ? TopologyOutcome.Same : TopologyOutcome.Conflict;
            }

            candidate ??= new TopologySnapshot(document);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _current, candidate, current), current))
                break;
        }

        Changed?.Invoke(candidate);
        return TopologyOutcome.Accepted;
    }
}
