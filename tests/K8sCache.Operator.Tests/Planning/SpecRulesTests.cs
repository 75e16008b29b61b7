using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Api.Pods;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using K8sCache.Topology;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Planning;

public sealed class SpecRulesTests
{
    [Fact]
    public void The_defaults_are_possible() => Assert.Empty(SpecRules.Check(new CacheClusterSpec()));

    [Theory]
    [InlineData(SchedulerType.Hash, 3, null, 1)]
    [InlineData(SchedulerType.Random, 3, null, 2)]
    [InlineData(SchedulerType.Adaptive, 1, null, 1)]
    [InlineData(SchedulerType.Hash, 3, 3, 3)]
    public void The_replication_factor_follows_the_scheduler(SchedulerType scheduler, int nodes, int? asked, int expected) =>
        Assert.Equal(expected, ClusterSettings.Of(new CacheClusterSpec
        {
            Nodes = new NodesSpec { Replicas = nodes },
            Replication = new ReplicationSpec { Factor = asked },
            Routing = new RoutingSpec { Scheduler = scheduler },
        }).Replication.Factor);

    [Fact]
    public void What_is_as_by_default_is_not_written_into_topologies()
    {
        var scheduler = ClusterSettings.Of(new CacheClusterSpec()).Scheduler;
        Assert.Null(scheduler.HotKeys);
        Assert.Null(scheduler.NearCache);
        var routing = new RoutingSpec
        {
            HotKeys = new HotKeysSpec { Percent = 5 },
            NearCache = new K8sCache.Operator.Api.NearCacheSpec { Enabled = true },
        };
        scheduler = ClusterSettings.Of(new CacheClusterSpec { Routing = routing }).Scheduler;
        Assert.Equal(new HotKeySpec { Percent = 5 }, scheduler.HotKeys);
        Assert.Equal(new K8sCache.Topology.NearCacheSpec { Bytes = 16 << 20, StalenessMs = 100 }, scheduler.NearCache);
    }

    [Fact]
    public void Every_problem_is_listed_by_field_and_limit()
    {
        var problems = SpecRules.Check(new CacheClusterSpec
        {
            Nodes = new NodesSpec
            {
                Replicas = 2,
                Memory = Quantity.FromBytes(1L << 20),
                Template = new PodOverrides
                {
                    Resources = new ResourceRequirements
                    {
                        Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.FromBytes(1L << 20) },
                    },
                },
            },
            Replication = new ReplicationSpec { Factor = 3 },
            Routing = new RoutingSpec
            {
                Scheduler = SchedulerType.LeastLatency,
                Parameters = new Dictionary<string, double> { ["decay"] = -1, ["luck"] = 7 },
                NearCache = new K8sCache.Operator.Api.NearCacheSpec { Memory = Quantity.FromBytes(1) },
            },
            Limits = new LimitsSpec { MaxValue = Quantity.FromBytes(2L << 30) },
        });
        Assert.Equal(
            [
                Reasons.MemoryTooSmall, Reasons.MemoryLimitTooSmall, Reasons.ReplicationFactorExceedsNodes,
                Reasons.SchedulerParameterInvalid, Reasons.SchedulerParameterInvalid, Reasons.LimitOutOfRange, Reasons.LimitOutOfRange,
            ],
            problems.Select(problem => problem.Reason));
        Assert.All(problems, problem => Assert.Contains("spec.", problem.Message, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Message.StartsWith("spec.routing.parameters.luck:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_memory_limit_too_small_is_answered_by_the_one_pods_would_get(bool isEncrypted)
    {
        var memory = Quantity.FromBytes(1L << 30);
        var resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["memory"] = memory } };
        var problem = Assert.Single(SpecRules.Check(new CacheClusterSpec
        {
            Nodes = new NodesSpec { Memory = memory, Template = new PodOverrides { Resources = resources } },
            Tls = isEncrypted ? new TlsSpec { SecretName = "certificate" } : null,
        }));
        Assert.EndsWith($" {NodeMemory.PodLimit(1L << 30, isEncrypted)}", problem.Message, StringComparison.Ordinal);
    }
}
