using System.Text;
using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Observe;
using K8sCache.Topology;
using K8sCache.Topology.Placement;

namespace K8sCache.Operator.Tests.Planning;

/// <summary>A ConfigMap holds a mebibyte, so the schema's limits must keep every topology below that.</summary>
public sealed class TopologySizeTests
{
    [Fact]
    public void The_largest_cluster_fits_its_ConfigMap_after_growing_to_its_size()
    {
        TopologyDocument? topology = null;
        foreach (var count in (int[])[3, 7, NodesSpec.MaxReplicas / 2, NodesSpec.MaxReplicas])
        {
            for (var next = Step(topology, count); next is not null; next = Step(topology, count))
            {
                topology = next;
                var stored = TopologyConfigMap.With(Cluster, null, topology);
                // Binary data travels as base64, four characters for three bytes.
                var bytes = stored.Data?.Values.Sum(Encoding.UTF8.GetByteCount) ?? stored.BinaryData!.Values.Sum(data => data.Length * 4 / 3);
                Assert.True(bytes < TopologyConfigMap.MaxBytes / 2, $"{bytes} bytes with {count} nodes, {topology.Slots.Count} ranges");
                Assert.Equal(topology, TopologyConfigMap.Read(stored));
            }
        }
    }

    private static CacheCluster Cluster { get; } =
        new() { Metadata = new V1ObjectMeta { Name = "a-name-of-ordinary-length", NamespaceProperty = "caches", Uid = "1" } };

    private static TopologyDocument? Step(TopologyDocument? current, int count) => PlacementPlanner.Next(current, new PlacementRequest
    {
        Nodes =
        [
            .. Enumerable.Range(0, count).Select(ordinal => new TopologyNode
            {
                Name = $"a-name-of-ordinary-length-nodes-{ordinal}", Address = $"10.244.{ordinal}.100:6379",
                PeerAddress = $"10.244.{ordinal}.100:6380", Zone = $"zone-{ordinal % 3}", Instance = $"{ordinal:x32}",
            }),
        ],
        Replication = new Topology.ReplicationSpec { Factor = 2 },
        Filled = Filling(current),
    });

    /// <summary>Every copy that fills is reported complete.</summary>
    private static Dictionary<string, IReadOnlyList<SlotSpan>> Filling(TopologyDocument? topology) => topology is null
        ? []
        : topology.Slots.SelectMany(range => range.Copies
                .Where(copy => copy.State == CopyState.Filling)
                .Select(copy => (copy.Node, Span: new SlotSpan(range.From, range.To))))
            .GroupBy(filled => filled.Node)
            .ToDictionary(node => node.Key, node => (IReadOnlyList<SlotSpan>)[.. node.Select(filled => filled.Span)]);
}
