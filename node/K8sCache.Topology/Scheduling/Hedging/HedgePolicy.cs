namespace K8sCache.Topology.Scheduling.Hedging;

/// <summary>
/// When to send a read a second time, to another copy, and whether there is budget for it ("The Tail at Scale"). Of one
/// router loop and its thread; no clock of its own; allocates nothing after its construction. Never ask for writes.
/// <list type="number">
/// <item><see cref="OnSent"/> for every read sent a first time: it earns the budget.</item>
/// <item>A read of a slot with two copies or more that is unanswered <see cref="DelaySeconds"/> after it was sent:
/// <see cref="TrySpend"/>; if true, pick among the other copies and send it there as well.</item>
/// <item>First reply wins. Where the second did: <see cref="ClusterSignals.OnOvertaken"/> for the first one's node, then
/// <see cref="OnWon"/>. The loser stays in flight until its own reply, which is dropped and told to
/// <see cref="ClusterSignals.OnReply"/>.</item>
/// <item><see cref="OnReply"/> with the response time of every first request, also of one that lost.</item>
/// </list>
/// </summary>
public sealed class HedgePolicy
{
    private readonly HedgeSettings _settings;
    private readonly LatencyQuantiles _responses;
    private readonly double _earned;
    private double _tokens;

    public HedgePolicy(HedgeSettings settings)
    {
        _settings = settings;
        _responses = new LatencyQuantiles(settings.Quantile, Math.Max(settings.Quantile, settings.ThriftyQuantile));
        _earned = settings.BudgetPercent / 100;
    }

    /// <summary>
    /// How long a read sent now waits for its reply before it is hedged, in seconds; infinite until enough was learned.
    /// Longer while budget is short.
    /// </summary>
    public double DelaySeconds
    {
        get
        {
            var seconds = 2 * _tokens >= _settings.Burst ? _responses.Low : _responses.High;
            return double.IsInfinity(seconds) ? seconds : Math.Clamp(seconds, _settings.LeastDelaySeconds, _settings.MostDelaySeconds);
        }
    }

    /// <summary>Second requests sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Second requests whose reply came first.</summary>
    public long Won { get; private set; }

    /// <summary>Reads that waited long enough and found no budget: many when the whole service is slow.</summary>
    public long Refused { get; private set; }

    public void OnSent() => _tokens = Math.Min(_settings.Burst, _tokens + _earned);

    public void OnReply(double responseTime) => _responses.Add(responseTime);

    public void OnWon() => Won++;

    /// <summary>Takes the budget for one second request.</summary>
    public bool TrySpend()
    {
        if (_tokens < 1)
        {
            Refused++;
            return false;
        }

        _tokens--;
        Sent++;
        return true;
    }
}
