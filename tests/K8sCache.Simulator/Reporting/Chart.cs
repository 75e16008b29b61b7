using System.Globalization;
using System.Text;
using K8sCache.Simulator.Contenders;
using K8sCache.Simulator.Model;

namespace K8sCache.Simulator.Reporting;

/// <summary>
/// The chart of the documentation: a panel a scenario, a bar a scheduler, p99 on a logarithmic axis; errors in two panels.
/// Plain SVG, a few kilobytes, readable on light and dark pages.
/// </summary>
internal static class Chart
{
    private const int Columns = 3;
    private const int PanelWidth = 330;
    private const int PanelHeight = 176;
    private const int Margin = 18;
    private const int HeaderHeight = 66;
    private const int NameWidth = 84;
    private const int BarWidth = 180;
    private const int BarStep = 18;
    private const double AxisEnd = 1000;

    private static readonly (Contender Contender, string Color)[] Bars =
    [
        (Contender.Hash, "#8c8c8c"), (Contender.Random, "#b0a18f"), (Contender.LeastLoad, "#0072b2"), (Contender.LeastLatency, "#009e73"),
        (Contender.Adaptive, "#d55e00"), (Contender.TwoChoices, "#c9b7d8"), (Contender.Oracle, "#d9d9d9"),
    ];

    private static readonly Scenario[] Latencies =
    [
        Scenarios.Equal, Scenarios.Busy, Scenarios.Zipf, Scenarios.Speeds, Scenarios.Noise, Scenarios.Everything, Scenarios.SlowNode,
        Scenarios.Degrades, Scenarios.FarNode, Scenarios.Pauses,
    ];

    private static readonly Scenario[] Failures = [Scenarios.FastErrors, Scenarios.Hang];

    public static string Draw(Runner runner)
    {
        runner.Prepare(Latencies.Concat(Failures).SelectMany(scenario => Bars.Select(bar => (scenario, bar.Contender))));
        var rows = (Latencies.Length + Failures.Length + Columns - 1) / Columns;
        var svg = new StringBuilder();
        var (width, height) = ((Columns * PanelWidth) + (2 * Margin), HeaderHeight + (rows * PanelHeight) + Margin);
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Helvetica, Arial, sans-serif" font-size="11" fill="#222">""");
        Add(svg, $"""<rect width="{width}" height="{height}" fill="#fff"/>""");
        Add(svg, $"""<text x="{Margin}" y="28" font-size="17" font-weight="bold">Which copy serves a read: schedulers in simulated clusters</text>""");
        Add(svg, $"""<text x="{Margin}" y="47">99th percentile of response times, in mean service times, on a logarithmic axis; shorter is better. 12 nodes, 3 copies, 4 routers.</text>""");
        Add(svg, $"""<text x="{Margin}" y="61">P2C: two choices at random, for comparison. Oracle: sees the true queues, which no router can. ↑: overloads a node, and grows with the length of the run.</text>""");
        var panel = 0;
        foreach (var scenario in Latencies)
            Panel(svg, panel++, scenario.Title, runner, scenario, result => result.P99, Logarithmic, "0.0");
        foreach (var scenario in Failures)
            Panel(svg, panel++, $"{scenario.Title}: errors, %", runner, scenario, result => 100 * (1 - result.Success), share => share / 8, "0.00");
        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static double Logarithmic(double value) => Math.Log(Math.Max(1, value)) / Math.Log(AxisEnd);

    private static void Panel(
        StringBuilder svg, int index, string title, Runner runner, Scenario scenario, Func<RunResult, double> figure, Func<double, double> scale, string format)
    {
        var x = Margin + (index % Columns * PanelWidth);
        var y = HeaderHeight + (index / Columns * PanelHeight);
        Add(svg, $"""<text x="{x}" y="{y + 24}" font-size="12" font-weight="bold">{title}</text>""");
        for (var row = 0; row < Bars.Length; row++)
        {
            var (contender, color) = Bars[row];
            var value = figure(runner.Of(scenario, contender));
            var length = Math.Clamp(scale(value), 0.004, 1) * BarWidth;
            var top = y + 32 + (row * BarStep);
            var text = value >= 100 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString(format, CultureInfo.InvariantCulture);
            Add(svg, $"""<text x="{x + NameWidth - 6}" y="{top + 11}" text-anchor="end">{contender.Name}</text><rect x="{x + NameWidth}" y="{top}" width="{length:0.#}" height="14" fill="{color}"/><text x="{x + NameWidth + length + 4:0.#}" y="{top + 11}">{text}{(value > AxisEnd ? " ↑" : "")}</text>""");
        }
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
