using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Scheduling;

public sealed class EjectionTests
{
    private const double Now = 100;
    private const double Quick = 50e-6;

    private readonly IScheduler _scheduler = SchedulerFactory.Create(new SchedulerSpec { Type = SchedulerType.LeastLoad }, []);
    private readonly Random _random = new(1);

    [Fact]
    public void Failures_in_a_row_eject_and_a_success_between_them_does_not()
    {
        var signals = Signals(3);
        Fail(signals, 0, 4);
        Succeed(signals, 0, Now);
        Fail(signals, 0, 4);
        Assert.False(signals[0].IsEjected);
        Fail(signals, 0, 1);
        Assert.True(signals[0].IsEjected);
        Assert.Equal((1, 1L), (signals.EjectedCount, signals[0].Ejections));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(12, 1)]
    [InlineData(40, 4)]
    public void No_more_than_a_tenth_but_one_may_be_out(int nodes, int limit)
    {
        var signals = Signals(nodes);
        for (var node = 0; node < nodes; node++)
            Fail(signals, node, 10);
        Assert.Equal(limit, signals.EjectedCount);
    }

    [Fact]
    public void What_is_out_gets_nothing_however_busy_the_others_are_unless_there_is_no_other()
    {
        var signals = Signals(3);
        Fail(signals, 0, 5);
        for (var sent = 0; sent < 10_000; sent++)
            ClusterSignals.OnSent(signals[1], Now);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1, _scheduler.Pick([0, 1], signals, Now + 0.01, _random)));
        Assert.Equal(0, _scheduler.Pick([0], signals, Now + 0.01, _random));
    }

    [Fact]
    public void Trials_grow_rarer_and_one_success_readmits_with_a_slow_start()
    {
        var signals = Signals(2);
        for (var done = 0; done < 100; done++)
            Succeed(signals, 1, Now - 10);
        Fail(signals, 0, 5);
        var time = Now;
        foreach (var interval in new[] { 0.25, 0.5, 1.0, 2.0, 2.0 })
        {
            Assert.Equal(1, Pick(signals, time + (interval * 0.99)));
            time += interval * 1.01;
            Assert.Equal(0, Pick(signals, time));
            ClusterSignals.OnSent(signals[0], time);
            // One trial at a time.
            Assert.Equal(1, Pick(signals, time));
            signals.OnReply(signals[0], time, Quick, failed: true);
        }

        Succeed(signals, 0, time + 3);
        Assert.False(signals[0].IsEjected);
        Assert.Equal(0, signals.EjectedCount);
        // Back, but new and not quite forgiven: it seems to have many times its load.
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1, Pick(signals, time + 3.2)));
        for (var sent = 0; sent < 30; sent++)
            ClusterSignals.OnSent(signals[1], time + 3.2);
        Assert.Equal(0, Pick(signals, time + 3.2));
        for (var sent = 0; sent < 30; sent++)
            ClusterSignals.OnWithdrawn(signals[1]);
        for (var done = 0; done < 100; done++)
            Succeed(signals, 0, time + 4);
        var picks = Enumerable.Range(0, 1000).Count(_ => Pick(signals, time + 6) == 0);
        Assert.InRange(picks, 400, 600);
    }

    [Fact]
    public void A_node_that_fills_gets_less()
    {
        var signals = Signals(2);
        signals[0].Fill = 0.5;
        Assert.Equal(1, Pick(signals, Now));
        ClusterSignals.OnSent(signals[1], Now);
        ClusterSignals.OnSent(signals[1], Now);
        Assert.Equal(0, Pick(signals, Now));
    }

    [Fact]
    public void A_node_that_joins_starts_slowly_and_those_of_the_first_topology_do_not()
    {
        var first = Signals(2);
        Succeed(first, 0, Now);
        Assert.Contains(0, Enumerable.Range(0, 100).Select(_ => Pick(first, Now)));
        var joined = new ClusterSignals([first[0], new NodeSignals()], first);
        // Unknown it is tried like any other; from its first answer on it ramps up.
        Assert.Contains(1, Enumerable.Range(0, 100).Select(_ => Pick(joined, Now)));
        Succeed(joined, 1, Now);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, Pick(joined, Now + 0.5)));
        Assert.Contains(1, Enumerable.Range(0, 100).Select(_ => Pick(joined, Now + 2.5)));
    }

    [Fact]
    public void Who_is_out_stays_out_over_a_new_topology()
    {
        var signals = Signals(3);
        Fail(signals, 0, 5);
        var next = new ClusterSignals([signals[0], signals[1], new NodeSignals()], signals);
        Assert.Equal(1, next.EjectedCount);
        Assert.Equal(0, new ClusterSignals([signals[1]], signals).EjectedCount);
    }

    private ClusterSignals Signals(int nodes) =>
        new([.. Enumerable.Range(0, nodes).Select(_ => new NodeSignals())]) { Ejection = _scheduler.Ejection };

    private int Pick(ClusterSignals signals, double now) => _scheduler.Pick([0, 1], signals, now, _random);

    private static void Fail(ClusterSignals signals, int node, int times)
    {
        for (var failure = 0; failure < times; failure++)
        {
            ClusterSignals.OnSent(signals[node], Now);
            signals.OnReply(signals[node], Now, Quick, failed: true);
        }
    }

    private static void Succeed(ClusterSignals signals, int node, double now)
    {
        ClusterSignals.OnSent(signals[node], now);
        signals.OnReply(signals[node], now, Quick, failed: false);
    }
}
