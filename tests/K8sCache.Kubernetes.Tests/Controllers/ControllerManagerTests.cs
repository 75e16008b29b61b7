using k8s.Models;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.Controllers;

public sealed class ControllerManagerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task A_standby_holds_its_caches_warm_and_works_only_once_it_leads()
    {
        await _harness.CreateAsync("a");
        await CreateLeaseAsync("somebody");
        await _harness.StartAsync(elector: Elector());
        Assert.True(_harness.Manager.IsReady);
        Assert.False(_harness.Manager.IsLeading);
        Assert.Empty(_harness.Calls);

        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(500), () => _harness.Manager.IsLeading);
        await Eventually.True(() => _harness.Calls.Contains("reconcile a"));
    }

    [Fact]
    public async Task Who_loses_the_lease_stops_and_starts_over_when_it_has_it_again()
    {
        await _harness.CreateAsync("a");
        await _harness.StartAsync(elector: Elector());
        await Eventually.True(() => _harness.Calls.Count == 1);
        var lease = await _harness.Client.GetAsync<V1Lease>("operator", "ns", Token);
        await _harness.Client.UpdateAsync(
            lease with { Spec = lease.Spec with { HolderIdentity = "thief" } }, null, Token);
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(500), () => !_harness.Manager.IsLeading);
        await _harness.CreateAsync("b");
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(500), () => _harness.Manager.IsLeading);
        await Eventually.True(() => _harness.Calls.Count == 3);
        Assert.Contains("reconcile b", _harness.Calls);
    }

    [Fact]
    public async Task Stopping_lets_the_running_reconciliation_end_and_releases_the_lease()
    {
        await _harness.CreateAsync("a");
        var release = new TaskCompletionSource();
        _harness.Controller.OnReconcile = async (entity, _) =>
        {
            await release.Task;
            return ReconciliationResult<CacheCluster>.Success(entity);
        };
        await _harness.StartAsync(elector: Elector());
        await Eventually.True(() => _harness.Calls.Count == 1);
        var stopping = _harness.Manager.StopAsync(Token);
        Assert.False(stopping.IsCompleted);
        Assert.Equal("me", (await LeaseAsync()).Spec.HolderIdentity);
        release.SetResult();
        await stopping;
        Assert.Equal("", (await LeaseAsync()).Spec.HolderIdentity);
    }

    [Fact]
    public async Task Stopping_cancels_what_runs_when_patience_ends()
    {
        await _harness.CreateAsync("a");
        _harness.Controller.OnReconcile = async (entity, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return ReconciliationResult<CacheCluster>.Success(entity);
        };
        await _harness.StartAsync();
        await Eventually.True(() => _harness.Calls.Count == 1);
        await _harness.Manager.StopAsync(new CancellationToken(canceled: true));
        Assert.True(_harness.Manager.Completion.IsCompleted);
    }

    [Fact]
    public async Task Wrong_registrations_start_nothing()
    {
        var error = await Assert.ThrowsAsync<RegistrationException>(
            () => _harness.StartAsync(builder => builder.WithOptions(new ControllerOptions { MaxConcurrency = 0 })));
        Assert.Single(error.Problems);
        Assert.Empty(_harness.Client.Calls);
    }

    private LeaderElector Elector() => new(
        _harness.Client,
        new LeaderElectionOptions { LeaseName = "operator", Namespace = "ns", Identity = "me" },
        _harness.Time, new Random(1), _harness.Metrics, NullLogger.Instance);

    private Task<V1Lease> LeaseAsync() => _harness.Client.GetAsync<V1Lease>("operator", "ns", Token);

    private Task<V1Lease> CreateLeaseAsync(string holder) => _harness.Client.CreateAsync(
        new V1Lease
        {
            Metadata = new() { Name = "operator", NamespaceProperty = "ns" },
            Spec = new() { HolderIdentity = holder, LeaseDurationSeconds = 15 },
        },
        null, Token);
}
