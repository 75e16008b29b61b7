using System.Globalization;
using System.Text;
using K8sCache.Topology.Scheduling;

namespace K8sCache.House.Tests;

/// <summary>Reference parts of the docs come from the code.</summary>
[Trait("Kind", "Golden")]
public sealed class GeneratedDocumentTests
{
    [Fact]
    public void Scheduler_parameters()
    {
        var text = new StringBuilder("| scheduler | parameter | default | range | unit | what |\n|---|---|---|---|---|---|\n");
        foreach (var (scheduler, parameters) in (ReadOnlySpan<(string, IReadOnlyList<SchedulerParameter>)>)
            [
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
