using System.Globalization;

namespace K8sCache.Simulator.Reporting;

/// <summary>Every target with its figure, and whether it is met.</summary>
internal static class TargetTable
{
    /// <returns>How many are missed.</returns>
    public static int Write(TextWriter output, Runner runner)
    {
        runner.Prepare(Targets.All.SelectMany(target => target.Needs));
        output.WriteLine("\ntargets");
        output.WriteLine($"  {"what",-66} {"figure",9} {"target",10}");
        var missed = 0;
        foreach (var target in Targets.All)
        {
            var figure = target.Measure(runner);
            missed += target.IsMet(figure) ? 0 : 1;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {target.What,-66} {figure,9:0.000} {(target.IsLeast ? ">= " : "<= ") + target.Bound.ToString(CultureInfo.InvariantCulture),10}  {(target.IsMet(figure) ? "pass" : "MISS")}"));
        }

        output.WriteLine($"  {Targets.All.Count - missed} of {Targets.All.Count} met");
        return missed;
    }
}
