using System.Globalization;
using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;

namespace K8sCache.Simulator.Reporting;

/// <summary>A table a scenario: every scheduler's latencies, spread, errors and cross-zone share.</summary>
internal static class ScenarioTables
{
    private static readonly Contender Spreading = Contender.Hash with { Name = "Hash, hot spread", HotKeys = new() { Sampling = 4 } };

    /// <summary>Who takes part in a scenario; what has one copy leaves nothing to choose.</summary>
    public static IReadOnlyList<Contender> Of(Scenario scenario)
    {
        if (scenario.Nodes >= 1000)
            return [Contender.Random, Contender.LeastLoad, Contender.LeastLatency, Contender.Adaptive, Contender.TwoChoices];
        List<Contender> contenders = [.. Contender.Ours, Contender.TwoChoices, Contender.LeastOwn, Contender.Oracle];
        if (scenario == Scenarios.LateReports)
            contenders.Add(Contender.LeastReported);
        if (scenario == Scenarios.Everything)
            contenders.Add(Contender.RoundRobin);
        if (scenario == Scenarios.HotKey)
            contenders.AddRange([Contender.BoundedHash, Spreading]);
        if (scenario == Scenarios.SlowNode || scenario == Scenarios.Pauses || scenario == Scenarios.LossyLink || scenario == Scenarios.Equal)
            contenders.AddRange([Targets.Hedged(Contender.Random), Targets.Hedged(Contender.LeastLoad), Targets.Hedged(Contender.LeastLatency), Targets.Hedged(Contender.Adaptive)]);
        return contenders;
    }

    /// <param name="output">Where to.</param>
    /// <param name="runner">Has the results.</param>
    /// <param name="scenarios">One table each.</param>
    /// <param name="only">Name of the one scheduler to show; all when null.</param>
    public static void Write(TextWriter output, Runner runner, IReadOnlyList<Scenario> scenarios, string? only = null)
    {
        IReadOnlyList<Contender> Shown(Scenario scenario) => [.. Of(scenario).Where(contender => only is null || contender.Name == only)];
        runner.Prepare(scenarios.SelectMany(scenario => Shown(scenario).Select(contender => (scenario, contender))));
        foreach (var scenario in scenarios)
        {
            output.WriteLine($"\n{scenario.Name}: {scenario.Title} ({scenario.Nodes} nodes, RF {scenario.Copies}, {scenario.Routers} routers)");
            output.WriteLine("  scheduler            p50     p99   p99.9   spread    peak  errors %  zone %  hits %");
            foreach (var contender in Shown(scenario))
                output.WriteLine(Row(contender, runner.Of(scenario, contender)));
        }
    }

    private static string Row(Contender contender, RunResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {contender.Name,-16} {result.P50,7:0.00} {result.P99,7:0.00} {result.P999,7:0.0} {result.Spread,8:0.00} {result.Peak,7:0.00} "
        + $"{100 * (1 - result.Success),9:0.000} {100 * result.CrossZone,7:0.0} {100 * result.Hits,7:0.00}");
}
