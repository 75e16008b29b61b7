using k8s.Models;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Controllers;

public sealed class RegistrationTests
{
    [Fact]
    public void Every_gap_is_listed_at_once()
    {
        var registration = new ControllerBuilder<CacheCluster>("same", new Bare())
            .WithOptions(new ControllerOptions
            {
                MaxConcurrency = 0,
                InitialBackoff = TimeSpan.FromMinutes(5),
                ResyncPeriod = TimeSpan.Zero,
                ReconcileTimeout = TimeSpan.Zero,
            })
            .WithFinalizer("unqualified", new Bare())
            .WithFinalizer("k8scache.io/twice", new Bare())
            .WithFinalizer("k8scache.io/twice", new Bare())
            .Owns<V1Lease>()
            .Build();
        var problems = RegistrationValidator.Validate([registration, new ControllerBuilder<CacheCluster>("same", new Bare()).Build()]);
        string[] expected =
        [
            "2 controllers are named 'same'", "MaxConcurrency is 0", "InitialBackoff is", "ResyncPeriod is",
            "ReconcileTimeout is", "'unqualified' is no qualified name", "'k8scache.io/twice' is registered twice",
            "no [EntityRbac] grants Read, Patch on CacheCluster", "no [EntityRbac] grants Read on V1Lease",
            "no [EntityRbac] grants Read on CacheCluster",
        ];
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected.Zip(problems), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Good_registrations_have_no_problems() => Assert.Empty(RegistrationValidator.Validate(
        [new ControllerBuilder<CacheCluster>("good", new ControllerHarness.RecordingController()).Owns<V1Lease>().Build()]));

    [Fact]
    public void Nothing_registered_is_a_problem() => Assert.Single(RegistrationValidator.Validate([]));

    [Fact]
    public void Rights_are_summed_up_by_resource() => Assert.Equal(
        [
            new RbacRule("coordination.k8s.io", "leases", "get,list,watch"),
            new RbacRule("k8scache.io", "cacheclusters", "get,list,watch,patch"),
            new RbacRule("k8scache.io", "cacheclusters/status", "patch"),
        ],
        RbacCollector.Collect([typeof(ControllerHarness.RecordingController), typeof(StatusWriter)]));

    [EntityRbac(typeof(CacheCluster), Verbs = RbacVerbs.Patch, Subresource = "status")]
    [EntityRbac(typeof(CacheCluster), Verbs = RbacVerbs.Get)]
    private sealed class StatusWriter;

    private sealed class Bare : IEntityController<CacheCluster>, IEntityFinalizer<CacheCluster>
    {
        public Task<ReconciliationResult<CacheCluster>> ReconcileAsync(CacheCluster entity, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ReconciliationResult<CacheCluster>> DeletedAsync(CacheCluster entity, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ReconciliationResult<CacheCluster>> FinalizeAsync(CacheCluster entity, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
