using K8sCache.Topology;
using K8sCache.Topology.Scheduling;
using K8sCache.Topology.Scheduling.Hedging;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Simulator.Contenders;

/// <summary>A scheduler that takes part, ours or one to compare with.</summary>
public sealed record Contender
{
    public required string Name { get; init; }

    public required Func<SimulatedWorld, IScheduler> Create { get; init; }

    public HedgeSettings? Hedging { get; init; }

    public HotKeySettings? HotKeys { get; init; }

    public static Contender Hash { get; } = Of(SchedulerType.Hash);

    public static Contender BoundedHash { get; } = Of(SchedulerType.Hash, ("loadBound", 1.25)) with { Name = "Hash bounded" };

    public static Contender Random { get; } = Of(SchedulerType.Random);

    public static Contender LeastLoad { get; } = Of(SchedulerType.LeastLoad);

    public static Contender LeastLatency { get; } = Of(SchedulerType.LeastLatency);

    public static Contender Adaptive { get; } = Of(SchedulerType.Adaptive);

    public static Contender RoundRobin { get; } = new() { Name = "RoundRobin", Create = _ => new RoundRobin() };

    /// <summary>Two at random, the one with fewer own requests in flight: the yardstick.</summary>
    public static Contender TwoChoices { get; } = new() { Name = "P2C", Create = _ => new PowerOfTwoChoices() };

    public static Contender LeastOwn { get; } = new() { Name = "LeastOwn", Create = _ => new LeastOwnInFlight() };

    /// <summary>Goes by the last report alone, to show what herding is.</summary>
    public static Contender LeastReported { get; } = new() { Name = "LeastReported", Create = _ => new LeastReportedInFlight() };

    /// <summary>Sees the true queues and speeds: how much there is to win.</summary>
    public static Contender Oracle { get; } = new() { Name = "Oracle", Create = world => new Oracle(world) };

    /// <summary>The product's schedulers.</summary>
    public static IReadOnlyList<Contender> Ours { get; } = [Hash, Random, LeastLoad, LeastLatency, Adaptive];

    public static IReadOnlyList<Contender> All { get; } =
        [.. Ours, BoundedHash, RoundRobin, TwoChoices, LeastOwn, LeastReported, Oracle];

    public static Contender Of(SchedulerType type, params (string Name, double Value)[] parameters)
    {
        var spec = new SchedulerSpec { Type = type, Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value) };
        return new Contender { Name = type.ToString(), Create = _ => SchedulerFactory.Create(spec, []) };
    }
}
