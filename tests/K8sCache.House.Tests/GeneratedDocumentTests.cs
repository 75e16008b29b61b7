using System.Globalization;
using System.Text;
using K8sCache.Hosting.Options;
using K8sCache.LocalCluster.CommandLine;
using K8sCache.Node.Configuration;
using K8sCache.Operator.Hosting;
using K8sCache.Router.Configuration;
using K8sCache.Topology.Scheduling;

namespace K8sCache.House.Tests;

/// <summary>Reference parts of the docs come from the code.</summary>
[Trait("Kind", "Golden")]
public sealed class GeneratedDocumentTests
{
    [Fact]
    public void Options_of_every_program()
    {
        var text = new StringBuilder(
            "# Options\n\nGenerated from the programs' option tables by `make golden`. A flag wins over the environment, the environment over the\n"
            + "default. Every bad option is reported at once, with exit code 2.\n");
        foreach (var table in (OptionTable[])
            [NodeOptionTable.Table, RouterOptionTable.Table, new OperatorOptionTable().Table, new LocalOptions().Table])
        {
            text.Append("\n## ").Append(table.Program).Append("\n\n").Append(OptionHelp.Markdown(table));
        }
        GoldenFile.Check("docs/options.md", text.ToString());
    }

    [Fact]
    public void Commands() => GoldenFile.Check("docs/commands.md", CommandDocument.Write());

    [Fact]
    public void Scheduler_parameters()
    {
        var text = new StringBuilder("| scheduler | parameter | default | range | unit | what |\n|---|---|---|---|---|---|\n");
        foreach (var (scheduler, parameters) in (ReadOnlySpan<(string, IReadOnlyList<SchedulerParameter>)>)
            [
                ("Hash", HashParameters.Known),
                ("LeastLoad", LeastLoadParameters.Known),
                ("LeastLatency", LeastLatencyParameters.Known),
                ("Adaptive", AdaptiveParameters.Known),
            ])
        {
            foreach (var p in parameters)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{scheduler}` | `{p.Name}` | {p.Default} | {p.Min} to {p.Max} | {p.Unit} | {p.Description} |\n");
            }
        }
        GoldenFile.CheckBlock("docs/schedulers.md", "parameters", text.ToString());
    }
}
