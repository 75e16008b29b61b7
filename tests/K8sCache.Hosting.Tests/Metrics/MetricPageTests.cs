using K8sCache.Hosting.Metrics;
using Prometheus;

namespace K8sCache.Hosting.Tests.Metrics;

public sealed class MetricPageTests : IDisposable
{
    private readonly TestPage _test = new();

    private MetricPage Page => _test.Page;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Labels_are_escaped()
    {
        Page.Group<string>("to", () => ["a\"b\\c\nd"], to => to).Counter("k8scache_test_sent_bytes_total", "Bytes sent.", _ => 7);
        Assert.Equal(
            """
            # HELP k8scache_test_sent_bytes_total Bytes sent.
            # TYPE k8scache_test_sent_bytes_total counter
            k8scache_test_sent_bytes_total{to="a\"b\\c\nd"} 7

            """, await _test.ReadAsync());
    }

    [Fact]
    public async Task OpenMetrics_names_the_family_without_total_and_ends_with_eof()
    {
        Page.Counter("k8scache_test_requests_total", "Requests.", () => 12);
        Assert.Equal(
            """
            # HELP k8scache_test_requests Requests.
            # TYPE k8scache_test_requests counter
            k8scache_test_requests_total 12.0
            # EOF

            """, await _test.ReadAsync(ExpositionFormat.OpenMetricsText));
    }

    [Fact]
    public async Task A_counter_shows_what_its_owner_counts()
    {
        var count = 0L;
        Page.Counter("k8scache_test_things_total", "Things.", () => count);
        foreach (var value in (long[])[0, 3, 3, (1L << 53) - 1])
        {
            count = value;
            Assert.Equal(value, TestPage.Value(await _test.ReadAsync(), "k8scache_test_things_total"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_counter_whose_owner_began_anew_begins_anew(bool isLabelled)
    {
        var count = 1000;
        if (isLabelled)
            Page.Group<string>("node", () => ["a"], node => node).Counter("k8scache_test_things_total", "Things.", _ => count);
        else
            Page.Counter("k8scache_test_things_total", "Things.", () => count);
        var sample = "k8scache_test_things_total" + (isLabelled ? "{node=\"a\"}" : "");
        Assert.Equal(1000, TestPage.Value(await _test.ReadAsync(), sample));
        count = 5;
        Assert.Equal(5, TestPage.Value(await _test.ReadAsync(), sample));
        count = 7;
        Assert.Equal(7, TestPage.Value(await _test.ReadAsync(), sample));
    }

    [Fact]
    public async Task A_gauge_is_what_was_read_last()
    {
        var share = 0.5;
        Page.Gauge("k8scache_test_share_ratio", "Share.", () => share);
        Assert.Equal(0.5, TestPage.Value(await _test.ReadAsync(), "k8scache_test_share_ratio"));
        share = -0.25;
        Assert.Equal(-0.25, TestPage.Value(await _test.ReadAsync(), "k8scache_test_share_ratio"));
    }

    [Fact]
    public async Task What_is_not_there_any_more_vanishes_with_all_its_series()
    {
        var nodes = new List<string> { "a", "b" };
        var latencies = new LatencyCounts();
        latencies.Add(5_000, 1);
        Page.Group("node", () => nodes, node => node)
            .Gauge("k8scache_test_up", "Up.", _ => 1)
            .Counter("k8scache_test_picks_total", "Picks.", _ => 10)
            .Histogram("k8scache_test_latency_seconds", "Latency.", _ => [latencies]);
        Assert.Contains("k8scache_test_up{node=\"b\"} 1\n", await _test.ReadAsync(), StringComparison.Ordinal);
        nodes.Remove("b");
        var after = await _test.ReadAsync();
        Assert.Contains("k8scache_test_up{node=\"a\"} 1\n", after, StringComparison.Ordinal);
        Assert.DoesNotContain("node=\"b\"", after, StringComparison.Ordinal);
        nodes.Add("b");
        var again = await _test.ReadAsync();
        Assert.Equal(10, TestPage.Value(again, "k8scache_test_picks_total{node=\"b\"}"));
        Assert.Equal(1, TestPage.Value(again, "k8scache_test_latency_seconds_count{node=\"b\"}"));
    }

    [Fact]
    public async Task Series_past_the_limit_are_dropped_not_kept()
    {
        Page.Group("n", () => Enumerable.Range(0, 3_000), n => $"{n}").Counter("k8scache_test_many_total", "Many.", _ => 1);
        var page = await _test.ReadAsync();
        Assert.Equal(2_000, page.Split('\n').Count(line => line.StartsWith("k8scache_test_many_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_counts_in_the_registrys_own_types_is_on_the_page_too()
    {
        Page.Factory.CreateCounter("k8scache_test_own_total", "Own.").Inc(3);
        Assert.Equal(3, TestPage.Value(await _test.ReadAsync(), "k8scache_test_own_total"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.5", false)]
    [InlineData("application/openmetrics-text;version=0.0.1", false)]
    public void Accept_chooses_the_format(string? accept, bool openMetrics)
        => Assert.Equal(
            openMetrics ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText,
            ExpositionFormats.Accepted(accept is null ? [] : [accept]));
}
