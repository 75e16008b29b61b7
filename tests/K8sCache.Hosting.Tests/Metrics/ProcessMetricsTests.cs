using System.Text;
using K8sCache.Hosting.Metrics;
using Prometheus;

namespace K8sCache.Hosting.Tests.Metrics;

public sealed class ProcessMetricsTests
{
    [Fact]
    public void A_status_is_read_whatever_the_command_is_called()
    {
        const string Line = "4242 (a ) b (c) S 1 4242 4242 0 -1 4194560 3 0 0 0 17 4 0 0 20 0 23 0 5511 1099511627776 512 18446744073709551615 1 1 0 0\n";
        Assert.Equal(new ProcessStatus(23, 1L << 40, 512 * 4096), ProcessStatus.Parse(Line, 4096));
    }

    /// <summary>Beside prometheus-net's own: the same names, types, texts and, but for what moves, values.</summary>
    [Fact]
    public async Task Figures_are_those_of_prometheus_net()
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        var theirs = Encoding.UTF8.GetString(stream.ToArray());
        using var page = new TestPage();
        var ours = await page.ReadAllAsync();
        Assert.Empty(Heads(ours).Except(Heads(theirs)));
        Assert.Equal(["process_open_handles", "process_private_memory_bytes"], Heads(theirs).Except(Heads(ours)).Select(line => line.Split(' ')[2]).Distinct().Order());

        Assert.Equal(TestPage.Value(theirs, "process_start_time_seconds")!.Value, TestPage.Value(ours, "process_start_time_seconds")!.Value, 1.0);
        Assert.True(TestPage.Value(ours, "process_cpu_seconds_total") >= TestPage.Value(theirs, "process_cpu_seconds_total"));
        foreach (var name in (string[])["process_virtual_memory_bytes", "process_working_set_bytes", "process_num_threads"])
            Assert.InRange(TestPage.Value(ours, name)!.Value, TestPage.Value(theirs, name)!.Value / 2, TestPage.Value(theirs, name)!.Value * 2);
    }

    private static IEnumerable<string> Heads(string page) => page.Split('\n').Where(line => line.StartsWith('#'));
}
