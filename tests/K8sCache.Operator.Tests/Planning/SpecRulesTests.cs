using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Api.Pods;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Nonsense;
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

    /// <summary>The operator judges by the numbers that the API server does.</summary>
    [Fact]
    public void Every_range_of_the_schema_is_a_rule()
    {
        var ranges = NonsenseSpecs.Fields.Where(known => known.Schema["minimum"] is not null)
            .Select(known => (known.Name, (double)known.Schema["minimum"]!, (double)known.Schema["maximum"]!));
        Assert.Equal(ranges.Order(), NumberRule.All.Select(rule => (rule.Field, rule.Least, rule.Most)).Order());
    }

    [Theory]
    [InlineData("nodes.memory", "16Mi", "16Ti")]
    [InlineData("routing.nearCache.memory", "1Mi", "128Mi")]
    [InlineData("limits.maxValue", "1Mi", "1Gi")]
    [InlineData("limits.clientQueryBuffer", "1Mi", "16Gi")]
    [InlineData("limits.clientOutputBuffer", "1Mi", "1Ti")]
    public void Amounts_are_taken_from_the_least_to_the_most_and_none_beyond(string field, string least, string most)
    {
        Assert.All([least, most], amount => Assert.Empty(SpecRules.Check(With(field, amount))));
        foreach (var amount in (string[])[$"{Quantity.Parse(least).ToInt64() - 1}", "0", "-1", "-1e400", $"{Quantity.Parse(most).ToInt64() + 1}", "9Ei", "1e30", "1e400"])
        {
            var problem = Assert.Single(SpecRules.Check(With(field, amount)));
            Assert.Equal($"spec.{field} is {amount}, it must be {least} to {most}", problem.Message);
        }
    }

    /// <summary>Both say the same of a quantity: the schema by its rule, the operator by its own.</summary>
    [Fact]
    public void Every_range_of_amounts_is_in_the_schema() => Assert.Equal(
        ["spec.limits.clientOutputBuffer", "spec.limits.clientQueryBuffer", "spec.limits.maxValue", "spec.nodes.memory", "spec.routing.nearCache.memory"],
        NonsenseSpecs.Fields.Where(known => known.Schema["x-kubernetes-int-or-string"] is not null && known.Schema["x-kubernetes-validations"] is not null)
            .Select(known => known.Name).Order(StringComparer.Ordinal));

    private static CacheClusterSpec With(string field, string amount)
    {
        var json = field.Split('.').Reverse().Aggregate($"\"{amount}\"", (inner, name) => $$"""{"{{name}}":{{inner}}}""");
        return OperatorTypes.Json.Deserialize<CacheCluster>($$"""{"spec":{{json}}}""").Spec;
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
