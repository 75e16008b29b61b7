using K8sCache.Kubernetes.Backoff;

namespace K8sCache.Kubernetes.Tests.Queues;

public sealed class JitteredBackoffTests
{
    [Fact]
    public void Delays_double_to_the_cap_and_are_spread_below()
    {
        var backoff = new JitteredBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(1));
        double[] full = [1, 2, 4, 8, 10, 10, 10];
        foreach (var seconds in full)
            Assert.InRange(backoff.Next().TotalSeconds, seconds / 2, seconds);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void It_never_overflows()
    {
        var backoff = new JitteredBackoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(10000), new Random(1));
        for (var i = 0; i < 10_000; i++)
            Assert.True(backoff.Next() > TimeSpan.Zero);
    }
}
