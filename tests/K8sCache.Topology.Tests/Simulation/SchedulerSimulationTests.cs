using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>The study's relations between schedulers (ALGORITHMS §1.5), as ratios within one run.</summary>
public sealed class SchedulerSimulationTests
{
    private static readonly Scenario Equal = new();
    private static readonly Scenario Busy = new() { Load = 0.9 };
    private static readonly Scenario Speeds = new() { Speeds = [0.5, 1, 1, 1.5] };
    private static readonly Scenario Bursts = new() { HasBursts = true };
    private static readonly Scenario FastErrors = new() { FailsFast = true, Duration = 10_000 };
    private static readonly Scenario Hang = new() { HangTimeout = 100, Duration = 10_000 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Equal_nodes(int copies)
    {
        var scenario = Equal with { Copies = copies };
        var random = P99(scenario, SchedulerType.Random);
        var least = SchedulerSimulation.Run(scenario, new LeastOwnInFlight()).P99;
        Assert.InRange(P99(scenario, SchedulerType.Adaptive) / least, 0, 1.05);
        Assert.InRange(P99(scenario, SchedulerType.Adaptive) / random, 0, 0.70);
        Assert.InRange(P99(scenario, SchedulerType.LeastLoad) / random, 0, 0.72);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void High_load(int copies)
    {
        var scenario = Busy with { Copies = copies };
        var random = P99(scenario, SchedulerType.Random);
        Assert.InRange(P99(scenario, SchedulerType.Adaptive) / random, 0, 0.40);
        Assert.InRange(P99(scenario, SchedulerType.LeastLoad) / random, 0, 0.40);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Nodes_of_different_speed(int copies)
    {
        var scenario = Speeds with { Copies = copies };
        var choices = SchedulerSimulation.Run(scenario, new PowerOfTwoChoices()).P99;
        Assert.InRange(P99(scenario, SchedulerType.Adaptive) / choices, 0, 0.75);
        Assert.InRange(P99(scenario, SchedulerType.LeastLatency) / choices, 0, 0.75);
    }

    [Fact]
    public void Bursts_on_single_nodes()
    {
        var choices = SchedulerSimulation.Run(Bursts, new PowerOfTwoChoices()).P99;
        Assert.InRange(P99(Bursts, SchedulerType.Adaptive) / choices, 0, 0.80);
    }

    [Theory]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public void A_node_that_fails_at_once_is_no_black_hole(SchedulerType type)
    {
        var result = SchedulerSimulation.Run(FastErrors, Create(type), seeds: 1);
        Assert.InRange(result.Success, 0.999, 1);
        Assert.InRange(result.BadNodeShare, 0, 0.01);
    }

    [Theory]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public void A_node_that_hangs_costs_few_requests(SchedulerType type) =>
        Assert.InRange(SchedulerSimulation.Run(Hang, Create(type), seeds: 1).Success, 0.999, 1);

    [Fact]
    public void The_same_seed_gives_the_same_numbers() =>
        Assert.Equal(
            SchedulerSimulation.Run(Equal, Create(SchedulerType.Adaptive), seeds: 1),
            SchedulerSimulation.Run(Equal, Create(SchedulerType.Adaptive), seeds: 1));

    private static double P99(Scenario scenario, SchedulerType type) => SchedulerSimulation.Run(scenario, Create(type)).P99;

    private static IScheduler Create(SchedulerType type) => SchedulerFactory.Create(new SchedulerSpec { Type = type }, []);
}
