using System.Net;
using k8s.Models;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Metrics;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.LeaderElection;

public sealed class LeaderElectorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryClient _client = new();
    private readonly KubernetesMetrics _metrics = TestMetrics.New();

    [Fact]
    public async Task The_first_leads_and_renews_and_the_second_waits()
    {
        var first = new Contender(this, "a");
        await Eventually.True(() => first.IsLeading);
        var second = new Contender(this, "b");
        await PassAsync(TimeSpan.FromSeconds(120));
        Assert.True(first.IsLeading);
        Assert.False(second.IsLeading);
        var lease = await LeaseAsync();
        Assert.Equal("a", lease.Spec.HolderIdentity);
        Assert.Equal(15, lease.Spec.LeaseDurationSeconds);
        Assert.Equal(0, lease.Spec.LeaseTransitions);
        Assert.True(lease.Spec.RenewTime > lease.Spec.AcquireTime);
        await StopAsync(first, second);
    }

    [Fact]
    public async Task A_leader_that_stops_releases_and_the_next_follows_within_a_retry()
    {
        var first = new Contender(this, "a");
        await Eventually.True(() => first.IsLeading);
        await first.DisposeAsync();
        Assert.Equal("", (await LeaseAsync()).Spec.HolderIdentity);
        var second = new Contender(this, "b");
        await Eventually.True(() => second.IsLeading);
        Assert.Equal(1, (await LeaseAsync()).Spec.LeaseTransitions);
        await StopAsync(second);
    }

    [Fact]
    public async Task A_dead_leaders_lease_is_taken_after_it_was_seen_unchanged_for_its_duration()
    {
        // Times far in the future: the dead leader's clock was wrong, which must not matter.
        await _client.CreateAsync(Lease("dead", renewTime: _time.GetUtcNow().AddYears(10)), null, CancellationToken.None);
        var second = new Contender(this, "b");
        await PassAsync(TimeSpan.FromSeconds(14));
        Assert.False(second.IsLeading);
        await Eventually.TrueWhileTimePasses(_time, Step, () => second.IsLeading);
        await StopAsync(second);
    }

    [Fact]
    public async Task A_lease_with_an_old_time_is_not_taken_before_it_was_watched()
    {
        await _client.CreateAsync(Lease("slow", renewTime: _time.GetUtcNow().AddYears(-10)), null, CancellationToken.None);
        var second = new Contender(this, "b");
        await PassAsync(TimeSpan.FromSeconds(12));
        Assert.False(second.IsLeading);
        await StopAsync(second);
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_gives_up_before_others_may_begin()
    {
        var first = new Contender(this, "a");
        await Eventually.True(() => first.IsLeading);
        var started = _time.GetUtcNow();
        _client.Before = _ => throw new HttpRequestException("away");
        await Eventually.TrueWhileTimePasses(_time, Step, () => !first.IsLeading);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(14));

        _client.Before = null;
        await Eventually.TrueWhileTimePasses(_time, Step, () => first.IsLeading);
        await StopAsync(first);
    }

    [Fact]
    public async Task A_passing_failure_does_not_cost_the_lease()
    {
        var first = new Contender(this, "a");
        await Eventually.True(() => first.IsLeading);
        _client.Before = _ => throw InMemoryClient.Failure(HttpStatusCode.InternalServerError, StatusReasons.InternalError);
        await PassAsync(TimeSpan.FromSeconds(6));
        _client.Before = null;
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.True(first.IsLeading);
        Assert.Equal(1, first.Terms);
        await StopAsync(first);
    }

    [Fact]
    public async Task A_leader_whose_lease_was_taken_ends_at_once()
    {
        var first = new Contender(this, "a");
        await Eventually.True(() => first.IsLeading);
        var lease = await LeaseAsync();
        await _client.UpdateAsync(lease with { Spec = lease.Spec with { HolderIdentity = "thief" } }, null, CancellationToken.None);
        var started = _time.GetUtcNow();
        await Eventually.TrueWhileTimePasses(_time, Step, () => !first.IsLeading);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("thief", (await LeaseAsync()).Spec.HolderIdentity);
        await StopAsync(first);
    }

    [Fact]
    public void Times_that_do_not_fit_together_are_refused() => Assert.Throws<ArgumentException>(() => new LeaderElector(
        _client, Options("a") with { RenewDeadline = TimeSpan.FromSeconds(15) }, _time, new Random(1), _metrics, NullLogger.Instance));

    private static LeaderElectionOptions Options(string identity) =>
        new() { LeaseName = "operator", Namespace = "ns", Identity = identity };

    private static V1Lease Lease(string holder, DateTimeOffset renewTime) => new()
    {
        Metadata = new() { Name = "operator", NamespaceProperty = "ns" },
        Spec = new() { HolderIdentity = holder, LeaseDurationSeconds = 15, AcquireTime = renewTime.UtcDateTime, RenewTime = renewTime.UtcDateTime },
    };

    private Task<V1Lease> LeaseAsync() => _client.GetAsync<V1Lease>("operator", "ns", CancellationToken.None);

    /// <summary>Lets time pass step by step, so that what each step sets off runs before the next.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        var end = _time.GetUtcNow() + time;
        while (_time.GetUtcNow() < end)
        {
            _time.Advance(Step);
            for (var i = 0; i < 50; i++)
                await Task.Yield();
        }
    }

    private static Task StopAsync(params Contender[] contenders) =>
        Task.WhenAll(contenders.Select(contender => contender.DisposeAsync().AsTask()));

    private sealed class Contender : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly LeaderElector _elector;
        private readonly Task _running;
        private int _terms;

        public Contender(LeaderElectorTests test, string identity)
        {
            _elector = new LeaderElector(
                test._client, Options(identity), test._time, new Random(1), test._metrics, NullLogger.Instance);
            _running = _elector.RunAsync(LeadAsync, _stop.Token);
        }

        public bool IsLeading => _elector.IsLeading;

        public int Terms => Volatile.Read(ref _terms);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }

        private async Task LeadAsync(CancellationToken lost)
        {
            Interlocked.Increment(ref _terms);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(lost, _stop.Token);
            var ended = new TaskCompletionSource();
            await using var _ = both.Token.Register(() => ended.TrySetResult());
            await ended.Task;
        }
    }
}
