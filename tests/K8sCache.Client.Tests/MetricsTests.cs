using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using K8sCache.Client.Tests.Examples;
using K8sCache.Client.Tests.Support;
using K8sCache.Topology;
using Microsoft.Extensions.DependencyInjection;

namespace K8sCache.Client.Tests;

/// <summary>What the client tells of itself.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Instruments_are_those_of_the_document_and_count()
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IMeterFactory>();
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, who) =>
        {
            // Other clients of this process have meters of the same name.
            if (ReferenceEquals(instrument.Meter.Scope, factory))
                who.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();

        await using var node = FakeServer.Node(words => words[0] == "GET" ? "" : "+OK\r\n");
        await using var other = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(3, SchedulerType.Hash, node, other);
        await using var client = new K8sCacheClient(new K8sCacheClientOptions { Address = node.Address }, meters: factory);
        Assert.Equal("ok", await client.GetStringAsync("k"));
        listener.RecordObservableInstruments();

        lock (seen)
        {
            var document = File.ReadAllText(DocumentedExamplesTests.PathOf("docs/client.md"));
            Assert.Equal(Documented().Matches(document).Select(match => match.Groups[1].Value).Order(), seen.Keys.Order());
            Assert.True(seen["k8scache.client.call.duration"] > 0);
            Assert.True(seen["k8scache.client.retries"] >= 1);
            Assert.True(seen["k8scache.client.node.errors"] >= 1);
            Assert.True(seen["k8scache.client.connections"] >= 1);
            Assert.Equal(3, seen["k8scache.client.topology.epoch"]);
        }

        void Add(Instrument instrument, double value)
        {
            lock (seen)
                seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value;
        }
    }

    [Fact]
    public async Task A_call_is_an_activity_of_its_callers()
    {
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "K8sCache.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (stopped)
                    stopped.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var node = FakeServer.Node(_ => "-WRONGTYPE that\r\n");
        await using var client = Clients.Of(node.Address);
        using var caller = new Activity("caller").Start();
        await Assert.ThrowsAsync<K8sCacheException>(async () => await client.GetAsync("k"));
        Assert.Equal(caller, Activity.Current);
        lock (stopped)
        {
            var activity = Assert.Single(stopped, activity => activity.ParentId == caller.Id);
            Assert.Equal("GET", activity.OperationName);
            Assert.Equal(ActivityStatusCode.Error, activity.Status);
            Assert.Equal("Server", activity.GetTagItem("error.type"));
        }
    }

    [GeneratedRegex(@"^\| `(k8scache\.client\.[\w.]+)`", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
