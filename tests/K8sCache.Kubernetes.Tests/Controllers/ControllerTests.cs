using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Controllers;

public sealed class ControllerTests : IAsyncDisposable
{
    private const string Finalizer = "k8scache.io/test";
    private static readonly ObjectKey Key = new("ns", "a");
    private static readonly KubernetesPatch ThreeReplicas = KubernetesPatch.Merge(new() { ["spec"] = new JsonObject { ["replicas"] = 3 } });
    private static readonly KubernetesPatch Labelled = KubernetesPatch.Merge(
        new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["x"] = "1" } } });

    private readonly ControllerHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task What_exists_comes_and_changes_is_reconciled()
    {
        await _harness.CreateAsync("a");
        await _harness.StartAsync();
        await Eventually.True(() => _harness.Calls.Count == 1);
        await _harness.CreateAsync("b");
        await Eventually.True(() => _harness.Calls.Count == 2);
        await _harness.Client.PatchAsync<CacheCluster>(Key, ThreeReplicas, null, Token);
        await Eventually.True(() => _harness.Calls.Count == 3);
        Assert.Equal(["reconcile a", "reconcile b", "reconcile a"], _harness.Calls);
    }

    [Fact]
    public async Task A_failure_is_retried_with_growing_delays_for_ever()
    {
        await _harness.CreateAsync("a");
        var attempts = new List<DateTimeOffset>();
        _harness.Controller.OnReconcile = (entity, _) =>
        {
            lock (attempts)
                attempts.Add(_harness.Time.GetUtcNow());
            return attempts.Count % 2 == 0
                ? throw new InvalidOperationException("thrown")
                : Task.FromResult(ReconciliationResult<CacheCluster>.Failure(entity, "returned"));
        };
        await _harness.StartAsync(builder => builder.WithOptions(new ControllerOptions
        {
            InitialBackoff = TimeSpan.FromSeconds(1),
            MaxBackoff = TimeSpan.FromSeconds(8),
            ResyncPeriod = null,
        }));
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(200), () => attempts.Count == 12);
        var delays = attempts.Zip(attempts.Skip(1), (left, right) => (right - left).TotalSeconds).ToArray();
        Assert.InRange(delays[0], 1, 2.5);
        Assert.InRange(delays[2], 4, 5.5);
        Assert.All(delays.Skip(3), delay => Assert.InRange(delay, 8, 9.5));
    }

    [Fact]
    public async Task A_requeue_comes_when_it_was_asked_for_and_terminal_only_when_something_changes()
    {
        await _harness.CreateAsync("a");
        _harness.Controller.OnReconcile = (entity, _) => Task.FromResult(_harness.Calls.Count == 1
            ? ReconciliationResult<CacheCluster>.Success(entity, TimeSpan.FromSeconds(30))
            : ReconciliationResult<CacheCluster>.Terminal(entity, "nonsense"));
        await _harness.StartAsync(builder => builder.WithOptions(new ControllerOptions { ResyncPeriod = null }));
        await Eventually.True(() => _harness.Calls.Count == 1);
        var started = _harness.Time.GetUtcNow();
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromSeconds(1), () => _harness.Calls.Count == 2);
        Assert.InRange((_harness.Time.GetUtcNow() - started).TotalSeconds, 30, 33);
        _harness.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, _harness.Calls.Count);
        await _harness.Client.PatchAsync<CacheCluster>(Key, ThreeReplicas, null, Token);
        await Eventually.True(() => _harness.Calls.Count == 3);
    }

    [Fact]
    public async Task A_reconciliation_that_hangs_is_cancelled_and_tried_again()
    {
        await _harness.CreateAsync("a");
        _harness.Controller.OnReconcile = async (entity, token) =>
        {
            if (_harness.Calls.Count == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return ReconciliationResult<CacheCluster>.Success(entity);
        };
        await _harness.StartAsync(builder => builder.WithOptions(new ControllerOptions { ResyncPeriod = null }));
        await Eventually.True(() => _harness.Calls.Count == 1);
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromSeconds(5), () => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task A_periodic_resync_looks_at_everything()
    {
        await _harness.CreateAsync("a");
        await _harness.CreateAsync("b");
        await _harness.StartAsync(builder => builder.WithOptions(new ControllerOptions { ResyncPeriod = TimeSpan.FromMinutes(10) }));
        await Eventually.True(() => _harness.Calls.Count == 2);
        _harness.Time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.True(() => _harness.Calls.Count == 4);
    }

    [Fact]
    public async Task A_predicate_keeps_changes_that_do_not_matter_away()
    {
        await _harness.CreateAsync("a");
        await _harness.StartAsync(builder => builder.When(Predicates.GenerationChanged));
        await Eventually.True(() => _harness.Calls.Count == 1);
        await _harness.Client.PatchAsync<CacheCluster>(Key, Labelled, null, Token);
        await _harness.CreateAsync("b");
        await Eventually.True(() => _harness.Calls.Contains("reconcile b"));
        Assert.Equal(2, _harness.Calls.Count);
        await _harness.Client.PatchAsync<CacheCluster>(Key, ThreeReplicas, null, Token);
        await Eventually.True(() => _harness.Calls.Count == 3);
    }

    [Fact]
    public async Task A_change_of_an_owned_object_leads_to_its_owner_and_of_others_nowhere()
    {
        var owner = await _harness.CreateAsync("a");
        await _harness.StartAsync(builder => builder.Owns<V1Lease>());
        await Eventually.True(() => _harness.Calls.Count == 1);
        await CreateLeaseAsync("other");
        await CreateLeaseAsync("owned", owner.ToOwnerReference());
        await Eventually.True(() => _harness.Calls.Count == 2);
        await _harness.Client.DeleteAsync<V1Lease>(new ObjectKey("ns", "owned"), null, Token);
        await Eventually.True(() => _harness.Calls.Count == 3);
        Assert.All(_harness.Calls, call => Assert.Equal("reconcile a", call));
    }

    [Fact]
    public async Task A_mapped_watch_leads_where_the_map_says()
    {
        await _harness.CreateAsync("a");
        await _harness.StartAsync(builder => builder.Watches<V1Lease>(lease => [ObjectKey.Parse(lease.Spec.HolderIdentity!)]));
        await Eventually.True(() => _harness.Calls.Count == 1);
        await CreateLeaseAsync("points", holder: "ns/a");
        await Eventually.True(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task One_entity_is_never_reconciled_twice_at_once()
    {
        await _harness.CreateAsync("a");
        var running = 0;
        var most = 0;
        _harness.Controller.OnReconcile = async (entity, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return ReconciliationResult<CacheCluster>.Success(entity);
        };
        await _harness.StartAsync();
        for (var i = 0; i < 50; i++)
            await _harness.Client.PatchAsync<CacheCluster>(Key, KubernetesPatch.Merge(new() { ["spec"] = new JsonObject { ["replicas"] = i } }), null, Token);
        await Eventually.True(() => _harness.Calls.Count > 1);
        await _harness.Manager.StopAsync(Token);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_finalizer_is_put_on_run_until_it_succeeds_and_taken_off()
    {
        await _harness.CreateAsync("a", "others/finalizer");
        var tries = 0;
        _harness.Controller.OnFinalize = entity => ++tries < 3
            ? ReconciliationResult<CacheCluster>.Failure(entity, "not yet")
            : ReconciliationResult<CacheCluster>.Success(entity);
        await _harness.StartAsync(builder => builder.WithFinalizer(Finalizer, _harness.Controller));
        await Eventually.True(() => _harness.Calls.Contains("reconcile a"));
        Assert.Equal(["others/finalizer", Finalizer], (await GetAsync())!.Metadata.Finalizers!);

        await _harness.Client.DeleteAsync<CacheCluster>(Key, null, Token);
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(100), () => tries == 3);
        await Eventually.True(async () => (await GetAsync())!.Metadata.Finalizers!.Count == 1);
        Assert.Equal(["others/finalizer"], (await GetAsync())!.Metadata.Finalizers!);
        Assert.DoesNotContain("deleted a", _harness.Calls);

        await _harness.Client.PatchAsync<CacheCluster>(
            Key, KubernetesPatch.Merge(new() { ["metadata"] = new JsonObject { ["finalizers"] = null } }), null, Token);
        await Eventually.True(() => _harness.Calls.Contains("deleted a"));
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_stale_entity_does_not_undo_anothers_finalizer()
    {
        await _harness.StartAsync(builder => builder.WithFinalizer(Finalizer, _harness.Controller));
        var conflicts = 0;
        _harness.Client.Before = call =>
        {
            if (call == "patch" && Interlocked.Increment(ref conflicts) == 1)
                throw InMemoryClient.Failure(System.Net.HttpStatusCode.Conflict, StatusReasons.Conflict);
        };
        await _harness.CreateAsync("a", "others/finalizer");
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(100), () => _harness.Calls.Contains("reconcile a"));
        Assert.Equal(["others/finalizer", Finalizer], (await GetAsync())!.Metadata.Finalizers!);
        Assert.Equal(2, conflicts);
    }

    [Fact]
    public async Task A_farewell_that_fails_is_said_again()
    {
        await _harness.CreateAsync("a");
        var tries = 0;
        _harness.Controller.OnDeleted = entity => ++tries < 2
            ? ReconciliationResult<CacheCluster>.Failure(entity, "not yet")
            : ReconciliationResult<CacheCluster>.Success(entity);
        await _harness.StartAsync();
        await Eventually.True(() => _harness.Calls.Count == 1);
        await _harness.Client.DeleteAsync<CacheCluster>(Key, null, Token);
        await Eventually.TrueWhileTimePasses(_harness.Time, TimeSpan.FromMilliseconds(100), () => tries == 2);
        Assert.Equal(["reconcile a", "deleted a", "deleted a"], _harness.Calls);
    }

    private Task<CacheCluster?> GetAsync() => _harness.Client.FindAsync<CacheCluster>("a", "ns", Token);

    private Task<V1Lease> CreateLeaseAsync(string name, V1OwnerReference? owner = null, string? holder = null) =>
        _harness.Client.CreateAsync(
            new V1Lease
            {
                Metadata = new() { Name = name, NamespaceProperty = "ns", OwnerReferences = owner is null ? null : [owner] },
                Spec = new() { HolderIdentity = holder },
            },
            null, Token);
}
