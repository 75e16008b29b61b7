using K8sCache.Simulator.Model;

namespace K8sCache.Simulator;

/// <summary>The situations of the study (S1 to S9), and those a cache meets beside them.</summary>
public static class Scenarios
{
    private static readonly double[] Unequal = [0.5, 1, 1, 1.5];

    public static Scenario Equal { get; } = new() { Name = "equal", Title = "equal nodes, load 0.7" };

    public static Scenario Busy { get; } = new() { Name = "busy", Title = "equal nodes, load 0.9", Load = 0.9 };

    public static Scenario Speeds { get; } = new() { Name = "speeds", Title = "nodes of speed 0.5, 1, 1, 1.5", Speeds = Unequal };

    public static Scenario Noise { get; } = new() { Name = "noise", Title = "noisy neighbours: 3x slower a fifth of the time", HasNoisyNeighbours = true };

    public static Scenario Zipf { get; } = new() { Name = "zipf", Title = "Zipf 0.99 keys", Zipf = 0.99 };

    public static Scenario Tail { get; } = new() { Name = "tail", Title = "1 % of requests take 30x as long", Service = ServiceTimes.HeavyTail };

    public static Scenario FastErrors { get; } = new() { Name = "errors", Title = "a node fails at once, half of the run", Fault = Fault.FailsFast };

    public static Scenario Everything { get; } = new()
    {
        Name = "everything",
        Title = "unequal, noisy, Zipf 0.9, heavy tail",
        Load = 0.65,
        Speeds = Unequal,
        HasNoisyNeighbours = true,
        Zipf = 0.9,
        Service = ServiceTimes.HeavyTail,
    };

    public static Scenario Hang { get; } = new() { Name = "hang", Title = "a node hangs, half of the run", Fault = Fault.Hangs };

    public static Scenario Cold { get; } = new() { Name = "cold", Title = "a node comes back empty and serves", Fault = Fault.RestartsEmpty, Zipf = 0.9 };

    public static Scenario Filling { get; } = new()
    {
        Name = "filling",
        Title = "a node comes back and fills before it serves",
        Fault = Fault.RestartsFilling,
        Zipf = 0.9,
    };

    public static Scenario Bursts { get; } = new() { Name = "bursts", Title = "requests double for 50 of 250", ArrivesInBursts = true };

    public static Scenario Degrades { get; } = new() { Name = "degrades", Title = "a node slows down, up to 10x", Fault = Fault.Degrades };

    public static Scenario Pauses { get; } = new() { Name = "pauses", Title = "a node stops for 20 out of 500", Fault = Fault.Pauses };

    public static Scenario SlowNode { get; } = new() { Name = "slow", Title = "one node is 10x slower", Fault = Fault.IsSlow };

    public static Scenario Throttled { get; } = new()
    {
        Name = "throttled",
        Title = "one of 4 nodes gets a tenth of its processor, RF 4",
        Fault = Fault.IsThrottled,
        Nodes = 4,
        Copies = 4,
        Load = 0.6,
        Duration = 20_000,
    };

    public static Scenario FarNode { get; } = new() { Name = "far", Title = "one node is 10 further away", Fault = Fault.IsFar };

    public static Scenario LossyLink { get; } = new() { Name = "lossy", Title = "1 in 20 requests to a node is lost and comes 50 late", Fault = Fault.LosesPackets };

    public static Scenario LateReports { get; } = new() { Name = "late", Title = "reports come 100 service times late", ReportDelay = 100 };

    public static Scenario ManyRouters { get; } = new() { Name = "routers", Title = "16 routers, each sees a part", Routers = 16 };

    public static Scenario ZonesEven { get; } = new() { Name = "zones", Title = "3 zones, another one adds 2 each way", Zones = 3, Routers = 6 };

    public static Scenario ZonesUneven { get; } = new()
    {
        Name = "zones-2",
        Title = "routers in 2 of 3 zones, load 0.8: near nodes cannot take all",
        Zones = 3,
        Routers = 2,
        Load = 0.8,
    };

    public static Scenario HotKey { get; } = new()
    {
        Name = "hotkey",
        Title = "half of the reads on one key, 4 nodes, RF 2",
        HotKeyShare = 0.5,
        Nodes = 4,
        Copies = 2,
        Load = 0.45,
        Duration = 12_000,
    };

    public static Scenario Large { get; } = new()
    {
        Name = "large",
        Title = "1,000 unequal, noisy nodes, 100 routers",
        Nodes = 1000,
        Routers = 100,
        Duration = 300,
        Speeds = Unequal,
        HasNoisyNeighbours = true,
    };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Equal, Busy, Speeds, Noise, Zipf, Tail, FastErrors, Everything, Hang, Cold, Filling, Bursts, Degrades, Pauses, SlowNode, Throttled, FarNode, LossyLink, LateReports,
        ManyRouters, ZonesEven, ZonesUneven, HotKey, Large,
    ];

    /// <summary>Zipf 0.99 keys with one copy to six.</summary>
    public static IReadOnlyList<Scenario> ReplicationFactors { get; } =
        [.. Enumerable.Range(1, 6).Select(copies => Zipf with { Name = $"zipf-rf{copies}", Title = $"Zipf 0.99 keys, RF {copies}", Copies = copies })];
}
