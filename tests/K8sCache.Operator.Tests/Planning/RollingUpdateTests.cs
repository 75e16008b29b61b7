using k8s.Models;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;
using K8sCache.Topology;

namespace K8sCache.Operator.Tests.Planning;

/// <summary>Three servers on their way from revision "old" to "new".</summary>
public sealed class RollingUpdateTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_rest_every_pod_is_held()
        => Assert.Equal(3, Partition(["new", "new", "new"], live: 3));

    [Fact]
    public void A_new_template_takes_the_highest_first()
        => Assert.Equal(2, Partition(["old", "old", "old"], live: 3));

    [Fact]
    public void The_next_waits_until_the_replaced_ones_copies_are_filled()
    {
        Assert.Equal(2, Partition(["old", "old", "new"], live: 2, filling: true));
        Assert.Equal(1, Partition(["old", "old", "new"], live: 2));
    }

    [Fact]
    public void It_waits_for_a_replaced_pod_that_does_not_answer_yet()
        => Assert.Equal(2, Partition(["old", "old", "new"], live: 2, silent: 2));

    [Fact]
    public void It_waits_for_a_topology_that_knows_the_new_process()
        => Assert.Equal(2, Partition(["old", "old", "new"], live: 2, restarted: 2));

    [Fact]
    public void While_a_pod_is_missing_it_may_come_back_as_new()
        => Assert.Equal(1, Partition(["old", "-", "new"], live: 1));

    [Fact]
    public void A_fill_that_cannot_end_does_not_hold_it_for_ever()
        => Assert.Equal(1, Partition(["old", "old", "new"], live: 2, filling: true, age: RollingUpdate.FillPatience));

    [Fact]
    public void A_pod_that_is_not_ready_is_replaced_at_once()
        => Assert.Equal(2, Partition(["old", "old", "old"], live: 3, filling: true, unready: 2));

    [Fact]
    public void A_broken_pod_of_yet_another_revision_does_not_hold_those_above_it()
        => Assert.Equal(1, Partition(["older", "old", "new"], live: 2, unready: 0));

    [Fact]
    public void More_replicas_hold_what_is_there()
        => Assert.Equal(5, RollingUpdate.Partition(World(["new", "new", "new", "new", "new"], 3, false, -1, -1, -1, default), null, 5, Evacuation.None));

    private static int Partition(
        string[] revisions, int live, bool filling = false, int silent = -1, int restarted = -1, int unready = -1, TimeSpan age = default)
    {
        var world = World(revisions, live, filling, silent, restarted, unready, age);
        return RollingUpdate.Partition(world, world.Current, 3, Evacuation.None);
    }

    private static ObservedCluster World(
        string[] revisions, int live, bool filling, int silent, int restarted, int unready, TimeSpan age) => new()
        {
            Now = Now,
            Routers = [],
            Nodes = [.. revisions.Index().Where(pod => pod.Item != "-").Select(pod => new ObservedNode
        {
            Ordinal = pod.Index,
            Pod = new ObservedPod
            {
                Name = $"demo-nodes-{pod.Index}",
                Uid = $"{pod.Index}",
                Revision = pod.Item,
                IsReady = pod.Index != unready,
                CreatedAt = Now - age,
            },
            Report = pod.Index == silent ? null : new NodeReport { Instance = pod.Index == restarted ? "another" : "i", Epoch = 7 },
        })],
            Current = new TopologyDocument
            {
                Epoch = 7,
                Nodes = [.. revisions.Index().Select(pod => new TopologyNode
            {
                Name = $"demo-nodes-{pod.Index}",
                Address = $"10.0.0.{pod.Index}:6379",
                State = NodeState.Up,
                Instance = "i",
            })],
                Slots =
            [
                new SlotRange
                {
                    From = 0,
                    To = 16383,
                    Copies =
                    [
                        new SlotCopy("demo-nodes-0", CopyState.InSync),
                        new SlotCopy("demo-nodes-2", filling ? CopyState.Filling : CopyState.InSync),
                    ],
                },
            ],
            },
            NodeSet = new V1StatefulSet
            {
                Metadata = new V1ObjectMeta { Name = "demo-nodes" },
                Spec = new V1StatefulSetSpec
                {
                    UpdateStrategy = new V1StatefulSetUpdateStrategy { RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = live } },
                },
                Status = new V1StatefulSetStatus { UpdateRevision = "new" },
            },
        };
}
