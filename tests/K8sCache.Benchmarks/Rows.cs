using System.Globalization;

namespace K8sCache.Benchmarks;

/// <summary>Results on standard output: <c>name&lt;TAB&gt;value&lt;TAB&gt;unit</c>.</summary>
internal static class Rows
{
    public static void Write(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.###}\t{unit}"));
}
