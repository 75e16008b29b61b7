namespace K8sCache.Simulator.Model;

/// <summary>A situation to compare schedulers in. Times are in mean service times.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Offered load over the capacity of the nodes that are well.</summary>
    public double Load { get; init; } = 0.7;

    public ServiceTimes Service { get; init; }

    /// <summary>Exponent of the keys' popularity; 0 for all alike.</summary>
    public double Zipf { get; init; }

    /// <summary>Share of the requests that go to one key, on top of the other keys' popularity.</summary>
    public double HotKeyShare { get; init; }

    public int Keys { get; init; } = 200_000;

    /// <summary>Speeds of nodes, repeated over them.</summary>
    public IReadOnlyList<double> Speeds { get; init; } = [1];

    /// <summary>Every node is three times slower for a fifth of the time, in bursts of 100 on average.</summary>
    public bool HasNoisyNeighbours { get; init; }

    /// <summary>Twice as many requests for 50 out of 250.</summary>
    public bool ArrivesInBursts { get; init; }

    public Fault Fault { get; init; }

    /// <summary>After this a request to a node that hangs counts as failed.</summary>
    public double Timeout { get; init; } = 100;

    public int Nodes { get; init; } = 12;

    public int Workers { get; init; } = 2;

    public int Copies { get; init; } = 3;

    public int Routers { get; init; } = 4;

    public int Zones { get; init; } = 1;

    /// <summary>One-way delay, and what another zone adds to it.</summary>
    public double Delay { get; init; } = 0.1;

    public double CrossZoneDelay { get; init; } = 2;

    /// <summary>How much later than its reply a report arrives.</summary>
    public double ReportDelay { get; init; }

    public double Duration { get; init; } = 6000;

    public double FaultFrom => Duration * 0.25;

    public double FaultUntil => Duration * 0.75;
}
