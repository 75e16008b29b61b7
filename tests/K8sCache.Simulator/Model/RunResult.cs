namespace K8sCache.Simulator.Model;

/// <summary>What a run came to. Latencies in mean service times, of requests that succeeded, the first tenth of the run left out.</summary>
public sealed record RunResult
{
    public double P50 { get; init; }

    public double P99 { get; init; }

    public double P999 { get; init; }

    /// <summary>Share of the requests that were answered, 0 to 1.</summary>
    public double Success { get; init; }

    /// <summary>Share of the requests that were answered with the value, 0 to 1.</summary>
    public double Hits { get; init; }

    /// <summary>The busiest node's requests over its fair share by speed.</summary>
    public double Peak { get; init; }

    /// <summary>The busiest node's working time over the mean.</summary>
    public double Spread { get; init; }

    /// <summary>Share of the attempts that went to another zone, 0 to 1.</summary>
    public double CrossZone { get; init; }

    /// <summary>The first node's requests over its fair share, from 100 service times after its fault until that ends.</summary>
    public double FaultyShare { get; init; }

    /// <summary>Hedges over requests.</summary>
    public double Extra { get; init; }

    public static RunResult MeanOf(IReadOnlyList<RunResult> runs) => new()
    {
        P50 = runs.Average(run => run.P50),
        P99 = runs.Average(run => run.P99),
        P999 = runs.Average(run => run.P999),
        Success = runs.Average(run => run.Success),
        Hits = runs.Average(run => run.Hits),
        Peak = runs.Average(run => run.Peak),
        Spread = runs.Average(run => run.Spread),
        CrossZone = runs.Average(run => run.CrossZone),
        FaultyShare = runs.Average(run => run.FaultyShare),
        Extra = runs.Average(run => run.Extra),
    };
}
