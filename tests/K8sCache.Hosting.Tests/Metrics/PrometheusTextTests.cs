using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using K8sCache.Hosting.Metrics;

namespace K8sCache.Hosting.Tests.Metrics;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("K8sCache.Test");
    private readonly MetricRegistry _registry;

    public PrometheusTextTests() => _registry = new MetricRegistry(meter => ReferenceEquals(meter, _meter));

    public void Dispose()
    {
        _registry.Dispose();
        _meter.Dispose();
    }

    private string Scrape(bool openMetrics = false)
    {
        var output = new ArrayBufferWriter<byte>();
        PrometheusText.Write(_registry, openMetrics, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);

    [Fact]
    public void A_counter_gets_total_and_its_base_unit()
    {
        var counter = _meter.CreateCounter<long>("k8scache.test.sent", "By", "Bytes sent.");
        counter.Add(3, Tag("to", "a\"b\\c\nd"));
        counter.Add(4, Tag("to", "a\"b\\c\nd"));
        Assert.Equal(
            """
            # HELP k8scache_test_sent_bytes_total Bytes sent.
            # TYPE k8scache_test_sent_bytes_total counter
            k8scache_test_sent_bytes_total{to="a\"b\\c\nd"} 7

            """, Scrape());
    }

    [Fact]
    public void OpenMetrics_names_the_family_without_total_and_ends_with_eof()
    {
        _meter.CreateCounter<long>("k8scache.test.requests", "{request}", "Requests.").Add(1);
        Assert.Equal(
            """
            # HELP k8scache_test_requests Requests.
            # TYPE k8scache_test_requests counter
            k8scache_test_requests_total 1
            # EOF

            """, Scrape(openMetrics: true));
    }

    [Fact]
    public void A_histogram_is_cumulative_and_its_bounds_are_floats()
    {
        var histogram = _meter.CreateHistogram("k8scache.test.wait", "s", "Wait.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (var value in (double[])[0.25, 0.5, 0.75, 4])
        {
            histogram.Record(value);
        }
        Assert.Equal(
            """
            # HELP k8scache_test_wait_seconds Wait.
            # TYPE k8scache_test_wait_seconds histogram
            # UNIT k8scache_test_wait_seconds seconds
            k8scache_test_wait_seconds_bucket{le="0.5"} 2
            k8scache_test_wait_seconds_bucket{le="1.0"} 3
            k8scache_test_wait_seconds_bucket{le="+Inf"} 4
            k8scache_test_wait_seconds_sum 5.5
            k8scache_test_wait_seconds_count 4
            # EOF

            """, Scrape(openMetrics: true));
    }

    [Fact]
    public void An_observable_series_that_is_no_longer_reported_vanishes()
    {
        var nodes = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("k8scache.test.up",
            () => nodes.Select(node => new Measurement<int>(1, Tag("node", node))), null, "Up.");
        Assert.Contains("{node=\"b\"} 1", Scrape(), StringComparison.Ordinal);
        nodes.Remove("b");
        var after = Scrape();
        Assert.Contains("{node=\"a\"} 1", after, StringComparison.Ordinal);
        Assert.DoesNotContain("{node=\"b\"}", after, StringComparison.Ordinal);
    }

    [Fact]
    public void An_up_down_counter_adds_and_a_gauge_sets()
    {
        var upDown = _meter.CreateUpDownCounter<int>("k8scache.test.open");
        upDown.Add(3);
        upDown.Add(-1);
        var gauge = _meter.CreateGauge<double>("k8scache.test.share", "1");
        gauge.Record(0.5);
        gauge.Record(0.25);
        var text = Scrape();
        Assert.Contains("k8scache_test_open 2\n", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_test_share_ratio 0.25\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observable_histogram_is_written_from_its_owners_counts()
    {
        _registry.Add(new ObservableHistogram("k8scache_test_duration_seconds", "Duration.",
            () => [new HistogramSnapshot([1, 2], [1, 2, 3], 12.5, Tag("command", "get"))]));
        var text = Scrape();
        Assert.Contains("k8scache_test_duration_seconds_bucket{command=\"get\",le=\"2.0\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_test_duration_seconds_bucket{command=\"get\",le=\"+Inf\"} 6\n", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_test_duration_seconds_sum{command=\"get\"} 12.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_past_the_limit_are_dropped_not_kept()
    {
        var counter = _meter.CreateCounter<long>("k8scache.test.many");
        for (var i = 0; i < 3_000; i++)
        {
            counter.Add(1, Tag("n", i));
        }
        Assert.Equal(2_000, Scrape().Split('\n').Count(line => line.StartsWith("k8scache_test_many_total{", StringComparison.Ordinal)));
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
        => Assert.Equal(openMetrics, PrometheusText.PrefersOpenMetrics(accept is null ? [] : [accept]));
}
