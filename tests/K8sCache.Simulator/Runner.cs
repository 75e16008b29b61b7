using System.Collections.Concurrent;
using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;

namespace K8sCache.Simulator;

/// <summary>Runs contenders through scenarios, each pair once, all cores at work; means over the seeds.</summary>
/// <param name="firstSeed">The first seed; the following ones are used too.</param>
/// <param name="seeds">How many.</param>
/// <param name="scale">Multiplies the scenarios' durations.</param>
public sealed class Runner(int firstSeed, int seeds, double scale)
{
    private readonly ConcurrentDictionary<(Scenario Scenario, Contender Contender), RunResult> _results = new();

    /// <summary>Runs what has not been run.</summary>
    public void Prepare(IEnumerable<(Scenario Scenario, Contender Contender)> pairs)
    {
        var runs = pairs.Distinct().Where(pair => !_results.ContainsKey(pair))
            .SelectMany(pair => Enumerable.Range(firstSeed, seeds).Select(seed => (pair.Scenario, pair.Contender, Seed: seed))).ToList();
        var results = new RunResult[runs.Count];
        Parallel.For(0, runs.Count, index =>
        {
            var run = runs[index];
            results[index] = Simulation.Run(run.Scenario with { Duration = run.Scenario.Duration * scale }, run.Contender, run.Seed);
        });
        for (var index = 0; index < runs.Count; index += seeds)
            _results[(runs[index].Scenario, runs[index].Contender)] = RunResult.MeanOf(results[index..(index + seeds)]);
    }

    public RunResult Of(Scenario scenario, Contender contender)
    {
        Prepare([(scenario, contender)]);
        return _results[(scenario, contender)];
    }
}
