using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Scheduling;

public sealed class SchedulerTests
{
    private const double Now = 100;

    private static readonly int[] Copies = [2, 0, 1];

    public static TheoryData<SchedulerType> All => [.. Enum.GetValues<SchedulerType>()];

    public static TheoryData<SchedulerType> LoadAware => [SchedulerType.LeastLoad, SchedulerType.LeastLatency, SchedulerType.Adaptive];

    [Fact]
    public void Hash_always_takes_the_first_copy() =>
        Assert.All(Picks(SchedulerType.Hash, Signals(), 100), node => Assert.Equal(2, node));

    [Theory]
    [InlineData(SchedulerType.Random)]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public void Nodes_nobody_knows_anything_of_are_picked_evenly(SchedulerType type)
    {
        var picks = Picks(type, Signals(), 9000);
        foreach (var node in Copies)
            Assert.InRange(picks.Count(pick => pick == node), 2800, 3200);
    }

    [Theory]
    [MemberData(nameof(LoadAware))]
    public void Own_requests_in_flight_repel(SchedulerType type)
    {
        var signals = Signals();
        ClusterSignals.OnSent(signals[0], Now);
        ClusterSignals.OnSent(signals[2], Now);
        Assert.All(Picks(type, signals, 100), node => Assert.Equal(1, node));
    }

    [Theory]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.Adaptive)]
    public void A_fresh_report_counts_and_an_old_one_fades(SchedulerType type)
    {
        var signals = Signals();
        signals.OnReport(signals[2], Now, inFlight: 20, serviceTime: 50e-6);
        Assert.DoesNotContain(2, Picks(type, signals, 300));
        Assert.Contains(2, Picks(type, signals, 300, Now + 0.1));
    }

    [Fact]
    public void Latency_and_not_only_load_decides_for_the_latency_aware()
    {
        foreach (var type in new[] { SchedulerType.LeastLatency, SchedulerType.Adaptive })
        {
            var signals = Signals();
            foreach (var (node, seconds) in new[] { (0, 300e-6), (1, 50e-6), (2, 300e-6) })
            {
                ClusterSignals.OnSent(signals[node], Now);
                signals.OnReply(signals[node], Now, seconds, failed: false);
                signals.OnReport(signals[node], Now, 0, seconds);
            }

            Assert.All(Picks(type, signals, 100), node => Assert.Equal(1, node));
            // Not a bare minimum: with enough in flight there, the slow ones get their share.
            for (var sent = 0; sent < 8; sent++)
                ClusterSignals.OnSent(signals[1], Now);
            Assert.DoesNotContain(1, Picks(type, signals, 100));
        }
    }

    [Theory]
    [MemberData(nameof(LoadAware))]
    public void Failures_repel_and_are_forgiven_by_trials(SchedulerType type)
    {
        var signals = Signals();
        for (var failure = 0; failure < 20; failure++)
        {
            ClusterSignals.OnSent(signals[0], Now);
            signals.OnReply(signals[0], Now, 1e-6, failed: true);
        }

        Assert.DoesNotContain(0, Picks(type, signals, 300, Now + 0.001));
        Assert.All(Picks(type, signals, 10, Now + 1), node => Assert.Equal(0, node));
    }

    [Fact]
    public void Hash_with_a_load_bound_goes_on_to_the_next_copy_and_comes_back()
    {
        var scheduler = Create(SchedulerType.Hash, ("loadBound", 1.25));
        var signals = Signals();
        int Pick() => scheduler.Pick(Copies, signals, Now, new Random(1));
        for (var sent = 0; sent < 9; sent++)
            ClusterSignals.OnSent(signals[Pick()], Now);
        // ceil(1.25 x 9 / 3) = 4 at the most, the first copies filled first.
        Assert.Equal((4, 4, 1), (signals[2].InFlight, signals[0].InFlight, signals[1].InFlight));
        for (var done = 0; done < 3; done++)
            signals.OnReply(signals[2], Now, 50e-6, failed: false);
        Assert.Equal(2, Pick());
    }

    [Theory]
    [MemberData(nameof(LoadAware))]
    public void A_slow_node_nobody_asks_comes_to_look_average_and_not_better(SchedulerType type)
    {
        var signals = Signals();
        foreach (var (node, seconds) in new[] { (0, 50e-6), (1, 50e-6), (2, 5e-3) })
        {
            ClusterSignals.OnSent(signals[node], Now);
            signals.OnReply(signals[node], Now, seconds, failed: false);
            signals.OnReport(signals[node], Now, 0, seconds);
        }

        // Long after, a burst before any reply: everyone gets some, nobody all.
        for (var sent = 0; sent < 300; sent++)
            ClusterSignals.OnSent(signals[Create(type).Pick(Copies, signals, Now + 60, new Random(sent))], Now + 60);
        Assert.InRange(signals[2].InFlight, 1, 110);
    }

    [Theory]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public void Another_zone_costs_and_is_not_excluded(SchedulerType type)
    {
        var signals = Signals();
        signals[0].IsRemoteZone = signals[1].IsRemoteZone = true;
        Assert.All(Picks(type, signals, 100), node => Assert.Equal(2, node));
        for (var sent = 0; sent < 4; sent++)
            ClusterSignals.OnSent(signals[2], Now);
        Assert.DoesNotContain(2, Picks(type, signals, 100));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_pick_allocates_nothing(SchedulerType type)
    {
        var scheduler = Create(type);
        var signals = Signals();
        signals.OnReport(signals[2], Now, 3, 50e-6);
        var random = new Random(1);
        scheduler.Pick(Copies, signals, Now, random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var pick = 0; pick < 1000; pick++)
            scheduler.Pick(Copies, signals, Now, random);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Parameters_have_ranges_and_unknown_ones_are_named()
    {
        var problems = SchedulerFactory.Problems(new SchedulerSpec
        {
            Type = SchedulerType.LeastLoad,
            Parameters = new Dictionary<string, double> { ["othersWeight"] = 7, ["speed"] = 1 },
        });
        Assert.Equal(2, problems.Count);
        Assert.Contains("othersWeight: 7 is not in 0..1", problems[0], StringComparison.Ordinal);
        Assert.Contains("speed", problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_parameter_default_is_in_its_range(SchedulerType type) =>
        Assert.All(SchedulerFactory.ParametersOf(type), parameter => Assert.InRange(parameter.Default, parameter.Min, parameter.Max));

    [Fact]
    public void The_service_time_average_is_not_moved_far_by_one_slow_request()
    {
        var average = default(ServiceTimeAverage);
        average.Add(100e-6);
        Assert.Equal(100e-6, average.Seconds);
        average.Add(1);
        Assert.Equal(110e-6, average.Seconds, 1e-9);
    }

    private static ClusterSignals Signals() => new([new NodeSignals(), new NodeSignals(), new NodeSignals()]);

    private static IScheduler Create(SchedulerType type, params (string Name, double Value)[] parameters) =>
        SchedulerFactory.Create(
            new SchedulerSpec { Type = type, Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value) }, []);

    private static List<int> Picks(SchedulerType type, ClusterSignals signals, int count, double now = Now)
    {
        var scheduler = Create(type);
        var random = new Random(42);
        return [.. Enumerable.Range(0, count).Select(_ => scheduler.Pick(Copies, signals, now, random))];
    }
}
