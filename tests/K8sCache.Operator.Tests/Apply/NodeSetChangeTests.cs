using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Tests.Desired;

namespace K8sCache.Operator.Tests.Apply;

public sealed class NodeSetChangeTests
{
    private static readonly DesiredInput Rolling = DesiredObjectsTests.Input("empty-spec") with { NodePartition = 1, SpecInForce = "{}" };

    [Fact]
    public void An_edit_that_changes_nothing_of_the_servers_lets_a_roll_go_on() =>
        Assert.Equal(1, NodeSetChange.Held(Rolling with { SpecInForce = """{"a":1}""" }, ObjectDiff.Stamp(NodeStatefulSet.Build(Rolling))).NodePartition);

    [Fact]
    public void One_that_changes_their_template_holds_it()
    {
        var spec = Rolling.Spec with { Nodes = Rolling.Spec.Nodes with { Eviction = EvictionPolicy.None } };
        var changed = Rolling with { Cluster = Rolling.Cluster with { Spec = spec } };
        Assert.Equal(3, NodeSetChange.Held(changed, ObjectDiff.Stamp(NodeStatefulSet.Build(Rolling))).NodePartition);
    }
}
