using K8sCache.Topology.Scheduling.Hedging;

namespace K8sCache.Topology.Tests.Scheduling.Hedging;

public sealed class HedgePolicyTests
{
    [Fact]
    public void The_delay_is_the_95th_percentile_once_learned_and_follows()
    {
        var policy = new HedgePolicy(new HedgeSettings());
        Assert.Equal(double.PositiveInfinity, policy.DelaySeconds);
        var random = new Random(1);
        for (var read = 0; read < 1000; read++)
            policy.OnSent();
        for (var reply = 0; reply < 20_000; reply++)
            policy.OnReply(-Math.Log(1 - random.NextDouble()) * 0.01);
        Assert.InRange(policy.DelaySeconds, 0.0285, 0.034); // 3.0 x the mean, and up to a bucket more
        for (var reply = 0; reply < 20_000; reply++)
            policy.OnReply(-Math.Log(1 - random.NextDouble()) * 0.03);
        Assert.InRange(policy.DelaySeconds, 0.085, 0.102);
    }

    [Fact]
    public void While_budget_is_short_a_read_waits_for_the_99th_percentile()
    {
        var policy = new HedgePolicy(new HedgeSettings());
        var random = new Random(1);
        for (var reply = 0; reply < 20_000; reply++)
        {
            policy.OnSent();
            policy.OnReply(-Math.Log(1 - random.NextDouble()) * 0.01);
        }

        var plenty = policy.DelaySeconds;
        for (var hedge = 0; hedge < 6; hedge++)
            Assert.True(policy.TrySpend());
        Assert.InRange(policy.DelaySeconds, 0.045, 0.052); // 4.6 x the mean
        for (var read = 0; read < 51; read++)
            policy.OnSent();
        Assert.Equal(plenty, policy.DelaySeconds);
    }

    [Fact]
    public void The_delay_has_bounds()
    {
        var policy = new HedgePolicy(new HedgeSettings());
        for (var reply = 0; reply < 1000; reply++)
            policy.OnReply(20e-6);
        Assert.Equal(0.001, policy.DelaySeconds);
        for (var reply = 0; reply < 10_000; reply++)
            policy.OnReply(1e9);
        Assert.Equal(1, policy.DelaySeconds);
    }

    [Fact]
    public void The_budget_holds_whatever_is_asked_and_a_quiet_time_buys_a_short_burst_only()
    {
        var policy = new HedgePolicy(new HedgeSettings());
        Assert.False(policy.TrySpend());
        for (var read = 0; read < 100_000; read++)
        {
            policy.OnSent();
            policy.TrySpend();
        }

        Assert.InRange(policy.Sent, 1990, 2000);
        Assert.Equal(100_001, policy.Sent + policy.Refused);
        for (var read = 0; read < 100_000; read++)
            policy.OnSent();
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => policy.TrySpend()));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var policy = new HedgePolicy(new HedgeSettings());
        policy.OnReply(1e-3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var read = 0; read < 10_000; read++)
        {
            policy.OnSent();
            policy.TrySpend();
            policy.OnReply(1e-3);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
