using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;
using K8sCache.Topology.Scheduling.Hedging;

namespace K8sCache.Simulator.Reporting;

/// <summary>What the study holds schedulers to (ALGORITHMS §1.5): ratios inside one run, for three copies and for two.</summary>
public static class Targets
{
    /// <summary>Timers of the simulation are exact, so the only floor under the delay is what was learned.</summary>
    private static readonly HedgeSettings Hedging = new() { LeastDelaySeconds = 0 };

    public static Contender Hedged(Contender contender) => contender with { Name = $"{contender.Name} hedged", Hedging = Hedging };

    public static IReadOnlyList<Target> All { get; } = [.. Of(3), .. Of(2)];

    /// <summary>With so many copies.</summary>
    public static IEnumerable<Target> Of(int copies) =>
        [.. Latency(copies), .. Faults(copies), .. Hints(copies)];

    private static IEnumerable<Target> Latency(int copies)
    {
        Scenario With(Scenario scenario) => scenario with { Copies = copies };
        Target Tail(Scenario scenario, Contender ours, Contender other, double bound) => Ratio(
            $"{scenario.Name}, RF {copies}: p99 {ours.Name} / {other.Name}", (With(scenario), ours), (With(scenario), other), run => run.P99, bound);

        yield return Tail(Scenarios.Equal, Contender.Adaptive, Contender.LeastOwn, 1.05);
        yield return Tail(Scenarios.Equal, Contender.Adaptive, Contender.Random, 0.70);
        yield return Tail(Scenarios.Busy, Contender.Adaptive, Contender.Random, 0.35);
        yield return Tail(Scenarios.Speeds, Contender.Adaptive, Contender.TwoChoices, 0.75);
        yield return Tail(Scenarios.Speeds, Contender.Adaptive, Contender.Oracle, 1.3);
        yield return Tail(Scenarios.Noise, Contender.Adaptive, Contender.TwoChoices, 0.80);
        yield return Tail(Scenarios.Everything, Contender.Adaptive, Contender.TwoChoices, 0.80);
        yield return Tail(Scenarios.Everything, Contender.Adaptive, Contender.RoundRobin, 0.05);
        yield return Tail(Scenarios.Equal, Contender.LeastLoad, Contender.Random, 0.72);
        yield return Tail(Scenarios.Busy, Contender.LeastLoad, Contender.Random, 0.35);
        yield return Tail(Scenarios.Speeds, Contender.LeastLatency, Contender.TwoChoices, 0.75);
        yield return One($"zipf, RF {copies}: busiest node / fair share, Adaptive", (With(Scenarios.Zipf), Contender.Adaptive), run => run.Peak, 1.25);
        yield return Ratio(
            $"zipf, RF {copies}: p99 Adaptive / with uniform keys", (With(Scenarios.Zipf), Contender.Adaptive),
            (With(Scenarios.Equal), Contender.Adaptive), run => run.P99, 1.10);
    }

    private static IEnumerable<Target> Faults(int copies)
    {
        foreach (var ours in (Contender[])[Contender.LeastLoad, Contender.LeastLatency, Contender.Adaptive])
        {
            var errors = (Scenarios.FastErrors with { Copies = copies }, ours);
            var hang = (Scenarios.Hang with { Copies = copies }, ours);
            yield return One($"errors, RF {copies}: success %, {ours.Name}", errors, run => 100 * run.Success, 99.9, isLeast: true);
            yield return One($"errors, RF {copies}: its % of a fair share, {ours.Name}", errors, run => 100 * run.FaultyShare, 1);
            yield return One($"hang, RF {copies}: success %, {ours.Name}", hang, run => 100 * run.Success, 99.9, isLeast: true);
        }

        yield return Ratio(
            $"hang, RF {copies}: p99 of the others / without, Adaptive", (Scenarios.Hang with { Copies = copies }, Contender.Adaptive),
            (Scenarios.Equal with { Copies = copies }, Contender.Adaptive), run => run.P99, 1.10);
        yield return new Target(
            $"cold, RF {copies}: hit % Adaptive - Random", [(Scenarios.Cold with { Copies = copies }, Contender.Adaptive), (Scenarios.Cold with { Copies = copies }, Contender.Random)],
            runs => 100 * (runs[0].Hits - runs[1].Hits), -1, IsLeast: true);
        yield return One(
            $"filling, RF {copies}: hit %, Adaptive", (Scenarios.Filling with { Copies = copies }, Contender.Adaptive), run => 100 * run.Hits, 99.5, isLeast: true);
    }

    private static IEnumerable<Target> Hints(int copies)
    {
        foreach (var ours in (Contender[])[Contender.LeastLoad, Contender.Adaptive])
        {
            var late = Scenarios.LateReports with { Copies = copies };
            yield return Ratio($"late, RF {copies}: p99 {ours.Name} / P2C", (late, ours), (late, Contender.TwoChoices), run => run.P99, 1.05);
        }

        // Adaptive leaves a slow copy by itself, so hedging has nothing to win there and must not cost much; it wins for a
        // scheduler that keeps sending there, and where the slowness is not the node's and nobody can foresee it.
        var slow = Scenarios.SlowNode with { Copies = copies };
        var lossy = Scenarios.LossyLink with { Copies = copies };
        yield return Ratio(
            $"slow, RF {copies}: p99.9 hedged / not, LeastLoad", (slow, Hedged(Contender.LeastLoad)), (slow, Contender.LeastLoad), run => run.P999, 0.5);
        yield return Ratio(
            $"slow, RF {copies}: p99.9 Adaptive hedged / LeastLoad", (slow, Hedged(Contender.Adaptive)), (slow, Contender.LeastLoad), run => run.P999, 0.5);
        yield return Ratio(
            $"lossy, RF {copies}: p99.9 hedged / not, Adaptive", (lossy, Hedged(Contender.Adaptive)), (lossy, Contender.Adaptive), run => run.P999, 0.5);
        foreach (var scenario in (Scenario[])[slow, lossy])
        {
            yield return One(
                $"{scenario.Name}, RF {copies}: extra requests %, Adaptive hedged", (scenario, Hedged(Contender.Adaptive)), run => 100 * run.Extra, 2);
        }
    }

    private static Target Ratio(
        string what, (Scenario, Contender) ours, (Scenario, Contender) other, Func<RunResult, double> figure, double bound) =>
        new(what, [ours, other], runs => figure(runs[0]) / figure(runs[1]), bound);

    private static Target One(string what, (Scenario, Contender) run, Func<RunResult, double> figure, double bound, bool isLeast = false) =>
        new(what, [run], runs => figure(runs[0]), bound, isLeast);
}
