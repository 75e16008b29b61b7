using K8sCache.Simulator;
using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>What the study holds schedulers to, as ratios within one run of the simulator; seeded, so each passes or fails for ever.</summary>
public sealed class SchedulerTargetTests(SimulatedTargets targets) : IClassFixture<SimulatedTargets>
{
    public static TheoryData<string> Names => [.. SimulatedTargets.All.Select(target => target.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Target(string name)
    {
        var target = SimulatedTargets.All.Single(target => target.What == name);
        var figure = target.Measure(targets.Runner);
        Assert.True(target.IsMet(figure), $"{figure} is not {(target.IsLeast ? "at least" : "at most")} {target.Bound}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_digits()
    {
        var scenario = Scenarios.Everything with { Duration = 300, Routers = 8 };
        Assert.Equal(Run(scenario), Run(scenario));
        Assert.NotEqual(Run(scenario), new Runner(8, 1, 1).Of(scenario, Contender.Adaptive));
    }

    [Fact]
    public void Every_scheduler_sees_the_same_requests() =>
        // With one copy there is nothing to choose, so whatever differs would be the requests.
        Assert.Single(Contender.Ours.Select(contender =>
            new Runner(7, 1, 1).Of(Scenarios.Zipf with { Copies = 1, Duration = 300 }, contender).P99).Distinct());

    [Fact]
    public void A_thousand_nodes_and_a_hundred_routers_fit()
    {
        var large = Scenarios.Large with { Duration = 20 };
        Assert.Equal((1000, 100), (large.Nodes, large.Routers));
        Assert.Equal(1, Run(large).Success);
    }

    private static RunResult Run(Scenario scenario) => new Runner(7, 1, 1).Of(scenario, Contender.Adaptive);
}
