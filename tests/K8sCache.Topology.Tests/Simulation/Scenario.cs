namespace K8sCache.Topology.Tests.Simulation;

/// <summary>A situation to compare schedulers in. Times are in mean service times.</summary>
internal sealed record Scenario
{
    /// <summary>Offered load over capacity.</summary>
    public double Load { get; init; } = 0.7;

    /// <summary>Speeds of nodes, repeated over them.</summary>
    public double[] Speeds { get; init; } = [1];

    /// <summary>Nodes are three times slower for a fifth of the time, in bursts of 100 on average.</summary>
    public bool HasBursts { get; init; }

    /// <summary>The first node fails every request at once, during the middle half of the run.</summary>
    public bool FailsFast { get; init; }

    /// <summary>The first node answers nothing, during the middle half of the run: each request costs this timeout.</summary>
    public double HangTimeout { get; init; }

    public int Nodes { get; init; } = 12;

    public int Workers { get; init; } = 2;

    public int Copies { get; init; } = 3;

    public int Routers { get; init; } = 4;

    /// <summary>One-way delay.</summary>
    public double Delay { get; init; } = 0.1;

    public double Duration { get; init; } = 2500;
}
