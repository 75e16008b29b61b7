using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class RestartBackoffTests
{
    [Fact]
    public void Delays_double_from_the_second_restart_up_to_the_limit()
    {
        var backoff = new RestartBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));
        var delays = Enumerable.Range(0, 9).Select(_ => backoff.NextDelay(TimeSpan.FromSeconds(1)).TotalSeconds);
        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300, 300], delays);
    }

    [Fact]
    public void A_long_run_forgets_earlier_failures()
    {
        var backoff = new RestartBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));
        backoff.NextDelay(TimeSpan.Zero);
        backoff.NextDelay(TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, backoff.NextDelay(TimeSpan.FromMinutes(10)));
    }
}
