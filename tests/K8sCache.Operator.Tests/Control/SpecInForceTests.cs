using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Control;

/// <summary>While a spec is none, the cluster is cared for by the one before.</summary>
public sealed class SpecInForceTests
{
    private static readonly CacheClusterSpec TwoCopies = new() { Replication = new ReplicationSpec { Factor = 2 } };

    [Theory]
    [InlineData("""{"routing":{"nearCache":{"enabled":true,"memory":"9Ei"}}}""", Reasons.LimitOutOfRange, "spec.routing.nearCache.memory is 9Ei, it must be 1Mi to 128Mi")]
    [InlineData("""{"nodes":{"memory":"8Ei"}}""", Reasons.MemoryTooLarge, "spec.nodes.memory is 8Ei, it must be 16Mi to 16Ti")]
    [InlineData("""{"nodes":{"memory":"9999Ei"}}""", Reasons.MemoryTooLarge, "spec.nodes.memory is 9999Ei, it must be 16Mi to 16Ti")]
    [InlineData("""{"nodes":{"memory":-1}}""", Reasons.MemoryTooSmall, "spec.nodes.memory is -1, it must be 16Mi to 16Ti")]
    [InlineData("""{"nodes":{"template":{"resources":{"limits":{"memory":"9999Ei"}}}}}""", Reasons.ResourceOutOfRange, "spec.nodes.template.resources.limits.memory is 9999Ei, it must be 0 to 1Ei")]
    [InlineData("""{"routing":{"template":{"resources":{"requests":{"cpu":"-1m"}}}}}""", Reasons.ResourceOutOfRange, "spec.routing.template.resources.requests.cpu is -1m, it must be 0 to 1Ei")]
    [InlineData("""{"limits":{"clientOutputBuffer":"1e30"}}""", Reasons.LimitOutOfRange, "spec.limits.clientOutputBuffer is 1e30, it must be 1Mi to 1Ti")]
    [InlineData("""{"limits":{"clientOutputBuffer":1e400}}""", Reasons.LimitOutOfRange, "spec.limits.clientOutputBuffer is 1e400, it must be 1Mi to 1Ti")]
    [InlineData("""{"nodes":{"replicas":0}}""", Reasons.NumberOutOfRange, "spec.nodes.replicas is 0, it must be 1 to 256")]
    [InlineData("""{"nodes":{"replicas":1e30}}""", Reasons.SpecUnreadable, "spec.nodes.replicas is 1e30, which it does not take: see kubectl explain cachecluster.spec.nodes.replicas")]
    [InlineData("""{"nodes":{"memory":"much"}}""", Reasons.SpecUnreadable, "spec.nodes.memory: 'much' is not a quantity")]
    [InlineData("""{"routing":{"scheduler":7}}""", Reasons.SpecUnreadable, "spec.routing.scheduler: a value of kind Number is none of Hash, Random, LeastLoad, LeastLatency, Adaptive")]
    [InlineData("""{"nodes":{"template":{"tolerations":[null]}}}""", Reasons.SpecUnreadable, "spec.nodes.template.tolerations[0] is null: a list's items cannot be")]
    [InlineData("""{"tls":{"secretName":null}}""", Reasons.SpecUnreadable, "spec.tls lacks secretName")]
    [InlineData("""{"routing":{"parameters":{"a.b":"x"}}}""", Reasons.SpecUnreadable, "spec.routing.parameters['a.b'] is \"x\", which it does not take: see kubectl explain cachecluster.spec.routing.parameters")]
    [InlineData("""{"nodes":{"template":{"tolerations":[{"tolerationSeconds":-1e400}]}}}""", Reasons.SpecUnreadable, "spec.nodes.template.tolerations[0].tolerationSeconds is -1e400, which")]
    [InlineData("""{"nodes":{"template":{"env":[{"name":"\ud800"}]}}}""", Reasons.SpecUnreadable, "spec.nodes.template.env[0].name is no text that Unicode knows")]
    [InlineData("[]", Reasons.SpecUnreadable, "spec is [], which it does not take")]
    public async Task Nonsense_is_named_and_told_and_a_lost_node_promoted_away_from(string spec, string reason, string said)
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();

        world.PutSpec(spec);
        await world.PassAsync();

        var valid = world.Condition(ConditionTypes.Valid);
        Assert.Equal(("False", reason), (valid.Status, valid.Reason));
        Assert.Contains(said, valid.Message, StringComparison.Ordinal);
        Assert.Contains(world.Events.Published, told => told.Type == EventType.Warning && told.Reason == reason);
        Assert.Equal(1, await world.CountedAsync("k8scache_operator_invalid_clusters"));
        Assert.Equal(("3/3", "2/2"), (world.Status.NodesReady, world.Status.RoutersReady));

        world.RestartOperator();
        world.Machines.Kill("demo-nodes-0");
        await world.PassAsync();
        Assert.DoesNotContain(SlotMap.Compile(world.Topology!).Ranges, range => range.Copies[0].Node == "demo-nodes-0");
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);

        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
        world.Edit(_ => TwoCopies);
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(0, await world.CountedAsync("k8scache_operator_invalid_clusters"));
    }

    /// <summary>What reading keeps out stands for a fault in the rules or the planning: an exception that nobody foresaw.</summary>
    [Fact]
    public async Task An_exception_while_a_spec_is_judged_is_a_fault_that_is_told_and_counted_and_harms_nothing()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Routing = spec.Routing with { Service = null! } });
        await world.PassAsync();

        var valid = world.Condition(ConditionTypes.Valid);
        Assert.Equal(("False", Reasons.SpecNotJudged), (valid.Status, valid.Reason));
        Assert.Contains("a fault of the operator", valid.Message, StringComparison.Ordinal);
        Assert.Contains(world.Events.Published, told => told is { Type: EventType.Warning, Reason: Reasons.SpecNotJudged });
        Assert.Equal(1, await world.CountedAsync("k8scache_operator_judging_failures_total"));

        world.Machines.Kill("demo-nodes-0");
        await world.PassAsync();
        Assert.DoesNotContain(SlotMap.Compile(world.Topology!).Ranges, range => range.Copies[0].Node == "demo-nodes-0");
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
    }

    [Fact]
    public async Task Another_fault_in_a_spec_that_is_none_is_told_too()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.PutSpec("""{"nodes":{"memory":"9Ei"}}""");
        await world.ConvergeAsync();
        world.PutSpec("""{"nodes":{"memory":"much"}}""");
        await world.ConvergeAsync();
        Assert.Equal(
            [Reasons.MemoryTooLarge, Reasons.SpecUnreadable],
            world.Events.Published.Where(told => told.Type == EventType.Warning).Select(told => told.Reason));
    }

    [Fact]
    public async Task Scaling_back_that_was_under_way_is_brought_to_its_end()
    {
        var world = new OperatorWorld(TwoCopies with { Nodes = new NodesSpec { Replicas = 5 } });
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = 3 } });
        await world.PassAsync();
        Assert.Equal(5, world.NodeSet!.Spec!.Replicas);

        world.PutSpec("""{"nodes":{"replicas":2,"memory":"9Ei"}}""");
        world.RestartOperator();
        await world.ConvergeAsync();

        Assert.Equal(3, world.NodeSet.Spec.Replicas);
        Assert.Equal((3, "3/3"), (world.Topology!.Nodes.Count, world.Status.NodesReady));
        Assert.Equal(ClusterPhase.Invalid, world.Status.Phase);
    }

    [Fact]
    public async Task A_rolling_replacement_that_was_under_way_is_brought_to_its_end()
    {
        var world = new OperatorWorld(rolls: true);
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Memory = Quantity.FromBytes(2L << 30) } });
        var replaced = false;
        world.Machines.OnReplacing = pod =>
        {
            if (!replaced)
                world.PutSpec("""{"limits":{"maxValue":"1e400"}}""");
            replaced = true;
        };
        await world.ConvergeAsync();

        Assert.True(replaced);
        Assert.Equal(Reasons.LimitOutOfRange, world.Condition(ConditionTypes.Valid).Reason);
        Assert.All(Enumerable.Range(0, 3), ordinal => Assert.True(world.Machines.IsOfNewestTemplate($"demo-nodes-{ordinal}")));
        Assert.Equal(3, world.NodeSet!.Spec!.Replicas);
    }

    [Fact]
    public async Task What_is_deleted_meanwhile_is_made_again_as_it_was()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.PutSpec("""{"nodes":{"memory":"9Ei"},"routing":{"kind":"DaemonSet"}}""");
        world.Kubernetes.RemoveAny(OperatorWorld.Cluster with { Name = "demo-router" });
        world.Kubernetes.Remove<V1Service>(OperatorWorld.Cluster);
        await world.ConvergeAsync();
        Assert.NotNull(world.Kubernetes.Find<V1Deployment>(OperatorWorld.Cluster with { Name = "demo-router" }));
        Assert.NotNull(world.Kubernetes.Find<V1Service>(OperatorWorld.Cluster));
        Assert.Null(world.Kubernetes.Find<V1DaemonSet>(OperatorWorld.Cluster with { Name = "demo-router" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"nodes":{"memory":"9Ei"}}""")]
    [InlineData("""{"nodes":7}""")]
    public async Task Without_what_was_kept_a_lost_node_is_promoted_away_from_all_the_same(string? kept)
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.PutSpec("""{"nodes":{"memory":"9Ei"}}""");
        var json = OperatorTypes.Json.ToNode(world.NodeSet!);
        json["metadata"]!["annotations"]![Labels.SpecInForce] = JsonValue.Create(kept);
        world.Kubernetes.Put(OperatorTypes.Json.Deserialize<V1StatefulSet>(json));

        world.Machines.Kill("demo-nodes-0");
        await world.PassAsync();
        Assert.DoesNotContain(SlotMap.Compile(world.Topology!).Ranges, range => range.Copies[0].Node == "demo-nodes-0");
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
    }

    [Fact]
    public async Task A_resource_that_never_had_a_spec_to_go_by_waits_for_one()
    {
        var world = new OperatorWorld();
        world.PutSpec("""{"nodes":{"memory":"9Ei"}}""");
        Assert.All(await world.ConvergeAsync(), write => Assert.Equal("status CacheCluster demo", write));
        Assert.Equal(ClusterPhase.Invalid, world.Status.Phase);
        world.Edit(_ => TwoCopies);
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task An_object_that_is_refused_keeps_no_other_from_being_made_again()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Kubernetes.Refuses = obj => obj is V1StatefulSet;
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = 4 } });
        world.Kubernetes.Remove<V1Service>(OperatorWorld.Cluster);
        await world.PassAsync();
        Assert.Equal(Reasons.ObjectsRefused, world.Condition(ConditionTypes.Valid).Reason);
        Assert.NotNull(world.Kubernetes.Find<V1Service>(OperatorWorld.Cluster));
    }
}
