using System.Net;
using K8sCache.Hosting.Admin;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Hosting.Tests.Admin;

public sealed class AdminServerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private static Supervisor NewSupervisor() => new(TimeProvider.System, NullLogger.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_names_what_is_missing_and_drain_ends_it()
    {
        using var page = new MetricPage();
        var readiness = new Readiness();
        var haveTopology = false;
        readiness.Require("no topology yet", () => haveTopology);
        await using var server = await AdminServer.StartAsync(AnyPort, page, readiness, NewSupervisor(), _ => { }, Cancelled);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };

        Assert.Equal("ok\n", await http.GetStringAsync("/healthz", Cancelled));
        var notReady = await http.GetAsync("/readyz", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.StatusCode);
        Assert.Equal("no topology yet\n", await notReady.Content.ReadAsStringAsync(Cancelled));
        haveTopology = true;
        Assert.Equal("ok\n", await http.GetStringAsync("/readyz", Cancelled));
        readiness.BeginDrain();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/readyz", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Health_names_what_died()
    {
        using var page = new MetricPage();
        var supervisor = NewSupervisor();
        await using var server = await AdminServer.StartAsync(AnyPort, page, new Readiness(), supervisor, _ => { }, Cancelled);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };
        Assert.Equal("ok\n", await http.GetStringAsync("/healthz", Cancelled));

        supervisor.Died("following the topology", new InvalidOperationException("no such slot"));

        var answer = await http.GetAsync("/healthz", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("following the topology failed: no such slot\n", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Metrics_answer_in_the_format_asked_for()
    {
        using var page = new MetricPage();
        page.Counter("k8scache_test_things_total", "Things.", () => 1);
        await using var server = await AdminServer.StartAsync(AnyPort, page, new Readiness(), NewSupervisor(), _ => { }, Cancelled);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };

        var plain = await http.GetAsync("/metrics", Cancelled);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", plain.Content.Headers.ContentType!.ToString());
        var text = await plain.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("\nk8scache_test_things_total 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("# EOF", text, StringComparison.Ordinal);

        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/openmetrics-text; version=1.0.0");
        var open = await http.GetAsync("/metrics", Cancelled);
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", open.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("# EOF\n", await open.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_an_error_and_the_next_is_whole()
    {
        var isBroken = true;
        using var page = new MetricPage();
        page.Gauge("k8scache_test_things", "Things.", () => isBroken ? throw new InvalidOperationException("No count.") : 2);
        await using var server = await AdminServer.StartAsync(AnyPort, page, new Readiness(), NewSupervisor(), _ => { }, Cancelled);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };

        Assert.Equal(HttpStatusCode.InternalServerError, (await http.GetAsync("/metrics", Cancelled)).StatusCode);
        isBroken = false;
        Assert.Contains("\nk8scache_test_things 2\n", await http.GetStringAsync("/metrics", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_a_message_that_names_it()
    {
        using var page = new MetricPage();
        await using var first = await AdminServer.StartAsync(AnyPort, page, new Readiness(), NewSupervisor(), _ => { }, Cancelled);
        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => AdminServer.StartAsync(first.EndPoint, page, new Readiness(), NewSupervisor(), _ => { }, Cancelled));
        Assert.Equal($"cannot listen on {first.EndPoint} (admin): the address is in use", error.Message);
    }
}
