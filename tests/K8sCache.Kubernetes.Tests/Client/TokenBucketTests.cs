using K8sCache.Kubernetes.Client.Http;

namespace K8sCache.Kubernetes.Tests.Client;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_passes_and_the_rest_keeps_the_rate()
    {
        var bucket = new TokenBucket(10, 3, _time);
        for (var i = 0; i < 3; i++)
            Assert.True(bucket.WaitAsync(Token).IsCompleted);
        var fourth = bucket.WaitAsync(Token);
        var fifth = bucket.WaitAsync(Token);
        _time.Advance(TimeSpan.FromMilliseconds(150));
        await fourth;
        Assert.False(fifth.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await fifth;
    }

    [Fact]
    public void Idle_time_earns_no_more_than_the_burst()
    {
        var bucket = new TokenBucket(10, 3, _time);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake()).ToArray());
    }

    [Fact]
    public void A_rate_of_zero_is_no_limit()
    {
        var bucket = new TokenBucket(0, 1, _time);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(bucket.WaitAsync(Token).IsCompleted));
    }
}
