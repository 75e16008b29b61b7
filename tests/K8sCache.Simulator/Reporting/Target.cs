using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;

namespace K8sCache.Simulator.Reporting;

/// <summary>A figure of a scheduler in a scenario, beside another's or alone, and its bound.</summary>
/// <param name="What">As the table names it.</param>
/// <param name="Needs">Runs it is computed from.</param>
/// <param name="Figure">The figure, from those runs in their order.</param>
/// <param name="Bound">What it is held to.</param>
/// <param name="IsLeast">Whether the bound is the least it may be; else the most.</param>
public sealed record Target(
    string What, IReadOnlyList<(Scenario Scenario, Contender Contender)> Needs, Func<IReadOnlyList<RunResult>, double> Figure, double Bound,
    bool IsLeast = false)
{
    public double Measure(Runner runner) => Figure([.. Needs.Select(need => runner.Of(need.Scenario, need.Contender))]);

    public bool IsMet(double figure) => IsLeast ? figure >= Bound : figure <= Bound;
}
