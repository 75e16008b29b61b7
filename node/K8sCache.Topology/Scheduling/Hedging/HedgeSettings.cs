namespace K8sCache.Topology.Scheduling.Hedging;

/// <summary>Tuning of <see cref="HedgePolicy"/>. Off unless a caller makes one.</summary>
public sealed record HedgeSettings
{
    /// <summary>Second requests, as a percentage of first ones, at most; more than 0, up to 20.</summary>
    public double BudgetPercent { get; init; } = 2;

    /// <summary>A read waits until it took longer than this share of all reads, 0.5 to 0.999, before it is hedged.</summary>
    public double Quantile { get; init; } = 0.95;

    /// <summary>
    /// The same while less than half of the burst is saved up. One read in twenty outlasts the 95th percentile, more than
    /// the budget has; without this it would be gone on those that are late by chance when one comes that hangs.
    /// </summary>
    public double ThriftyQuantile { get; init; } = 0.99;

    /// <summary>Never hedge earlier than this, in seconds: below it timers are no better than guesses.</summary>
    public double LeastDelaySeconds { get; init; } = 0.001;

    /// <summary>Never wait longer than this, in seconds, once response times are learned.</summary>
    public double MostDelaySeconds { get; init; } = 1;

    /// <summary>Hedges that may be sent in a burst after a quiet time.</summary>
    public int Burst { get; init; } = 10;
}
