using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Scheduling;

/// <summary>The small rules beside the schedulers: fading, probes, fill, lost hedges.</summary>
public sealed class SignalRulesTests
{
    [Fact]
    public void Fading_is_the_exponential_within_a_part_in_ten_thousand()
    {
        for (var age = 0.0; age < 20; age += 0.0137)
            Assert.Equal(Math.Exp(-age), Fading.Of(age), 1e-4);
        Assert.Equal(1, Fading.Of(-1));
        Assert.Equal(0, Fading.Of(double.PositiveInfinity));
        Assert.Equal(0, Fading.Of(double.NaN));
    }

    [Fact]
    public void A_silent_idle_node_is_probed_and_one_that_owes_an_answer_is_not()
    {
        var signals = new ClusterSignals([new NodeSignals()]);
        var node = signals[0];
        bool IsDue(double now) => now >= ProbeRule.Default.DueAt(node, signals, sinceSent: 0);
        Assert.True(IsDue(100));
        signals.OnReport(node, 100, 0, 50e-6);
        Assert.False(IsDue(100.09));
        Assert.True(IsDue(100.11));
        ClusterSignals.OnSent(node, 100.11);
        Assert.False(IsDue(200));
        // Ten of its service times, where those are long.
        signals.OnReply(node, 200, 1, failed: false);
        signals.OnReport(node, 200, 0, 1000);
        Assert.False(IsDue(210));
    }

    [Fact]
    public void Who_sends_nothing_to_anybody_probes_more_rarely()
    {
        var signals = new ClusterSignals([new NodeSignals()]);
        signals.OnReport(signals[0], 100, 0, 50e-6);
        Assert.Equal(100.1, ProbeRule.Default.DueAt(signals[0], signals, sinceSent: 0.99), 1e-9);
        Assert.Equal(100.5, ProbeRule.Default.DueAt(signals[0], signals, sinceSent: 1), 1e-9);
        Assert.Equal(100.5, ProbeRule.Default.DueAt(signals[0], signals, sinceSent: double.PositiveInfinity), 1e-9);
    }

    [Fact]
    public void A_lost_hedge_leaves_the_request_in_flight_and_a_mark()
    {
        var signals = new ClusterSignals([new NodeSignals()]);
        ClusterSignals.OnSent(signals[0], 1);
        ClusterSignals.OnOvertaken(signals[0]);
        Assert.Equal(1, signals[0].InFlight);
        Assert.Equal(0.02, signals[0].ErrorRate);
        Assert.Equal(0, signals[0].FailuresInRow);
        signals.OnReply(signals[0], 2, 1, failed: false);
        Assert.Equal(0, signals[0].InFlight);
    }

    [Fact]
    public void Fill_is_the_share_of_slots_in_sync()
    {
        var slots = SlotMap.Compile(new TopologyDocument
        {
            Epoch = 1,
            Nodes = [.. "abc".Select(name => new TopologyNode { Name = $"{name}", Address = $"{name}:1" })],
            Slots =
            [
                new SlotRange { From = 0, To = 4095, Copies = [new SlotCopy("a", CopyState.InSync), new SlotCopy("b", CopyState.InSync)] },
                new SlotRange { From = 4096, To = 16383, Copies = [new SlotCopy("a", CopyState.InSync), new SlotCopy("b", CopyState.Filling)] },
            ],
        });
        Assert.Equal([1, 0.25, 1], FillShares.Of(slots));
    }
}
