using System.Globalization;

namespace K8sCache.Benchmarks;

/// <summary>Figures with their targets, printed as they come; a figure without a target is for reading.</summary>
internal sealed class ResultTable
{
    /// <summary>Targets that were missed.</summary>
    public int Missed { get; private set; }

    public static void Head(string title) => Console.WriteLine($"\n{title}");

    public static void Figure(string what, double value, string unit) => Console.WriteLine(Line(what, value, unit, "", ""));

    public void AtMost(string what, double value, string unit, double most) => Add(what, value, unit, $"<= {Text(most)}", value <= most);

    public void AtLeast(string what, double value, string unit, double least) => Add(what, value, unit, $">= {Text(least)}", value >= least);

    private void Add(string what, double value, string unit, string target, bool isMet)
    {
        Missed += isMet ? 0 : 1;
        Console.WriteLine(Line(what, value, unit, target, isMet ? "pass" : "MISS"));
    }

    private static string Line(string what, double value, string unit, string target, string outcome) =>
        $"  {what,-62} {Text(value),10} {unit,-6} {target,-9} {outcome}".TrimEnd();

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
