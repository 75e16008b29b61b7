using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Node.ClusterMode;

/// <summary>CLUSTER SLOTS and CLUSTER SHARDS: the layout as nested replies.</summary>
internal static class ClusterReplies
{
    /// <summary>Each range with its primary and the copies that serve reads.</summary>
    public static void WriteSlots(ClusterLayout layout, RespWriter reply)
    {
        reply.WriteArrayHeader(layout.Ranges.Count);
        foreach (var (from, to, copies) in layout.Ranges)
        {
            var replicas = ReplicasOf(copies);
            reply.WriteArrayHeader(3 + replicas.Count);
            reply.WriteInteger(from);
            reply.WriteInteger(to);
            WriteNode(layout.Nodes[copies.Primary], reply);
            foreach (var replica in replicas)
                WriteNode(layout.Nodes[replica], reply);
        }
    }

    /// <summary>
    /// A shard for each set of copies, and one for each node that holds none. A node is in as many shards as it has
    /// different companions.
    /// </summary>
    public static void WriteShards(ClusterLayout layout, RespWriter reply)
    {
        var shards = layout.Ranges.GroupBy(range => range.Copies).ToList();
        var idle = Enumerable.Range(0, layout.Nodes.Count)
            .Where(node => shards.TrueForAll(shard => shard.Key.PositionOf(node) < 0)).ToList();
        reply.WriteArrayHeader(shards.Count + idle.Count);
        foreach (var shard in shards)
        {
            var copies = shard.Key;
            WriteShardSlots([.. shard.Select(range => (range.From, range.To))], reply);
            reply.WriteArrayHeader(copies.Nodes.Length);
            for (var position = 0; position < copies.Nodes.Length; position++)
                WriteShardNode(layout.Nodes[copies.Nodes[position]], position == 0, copies.States[position], reply);
        }

        foreach (var node in idle)
        {
            WriteShardSlots([], reply);
            reply.WriteArrayHeader(1);
            WriteShardNode(layout.Nodes[node], isMaster: true, CopyState.InSync, reply);
        }
    }

    private static List<int> ReplicasOf(CopySet copies)
    {
        var replicas = new List<int>();
        foreach (var node in copies.Readable)
        {
            if (node != copies.Primary)
                replicas.Add(node);
        }

        return replicas;
    }

    private static void WriteNode(TopologyNode node, RespWriter reply)
    {
        var endpoint = ClusterEndpoint.Of(node);
        reply.WriteArrayHeader(4);
        reply.WriteBulkString(endpoint.Host);
        reply.WriteInteger(endpoint.Port);
        reply.WriteBulkString(ClusterNodeId.Of(node.Name));
        reply.WriteArrayHeader(0);
    }

    private static void WriteShardSlots(List<(int From, int To)> ranges, RespWriter reply)
    {
        reply.WriteMapHeader(2);
        reply.WriteBulkString("slots"u8);
        reply.WriteArrayHeader(ranges.Count * 2);
        foreach (var (from, to) in ranges)
        {
            reply.WriteInteger(from);
            reply.WriteInteger(to);
        }

        reply.WriteBulkString("nodes"u8);
    }

    private static void WriteShardNode(TopologyNode node, bool isMaster, CopyState state, RespWriter reply)
    {
        var endpoint = ClusterEndpoint.Of(node);
        reply.WriteMapHeader(7);
        WriteField("id"u8, ClusterNodeId.Of(node.Name), reply);
        reply.WriteBulkString("port"u8);
        reply.WriteInteger(endpoint.Port);
        WriteField("ip"u8, endpoint.Host, reply);
        WriteField("endpoint"u8, endpoint.Host, reply);
        WriteField("role"u8, isMaster ? "master" : "replica", reply);
        reply.WriteBulkString("replication-offset"u8);
        reply.WriteInteger(0);
        WriteField("health"u8, node.State == NodeState.Down ? "fail" : state == CopyState.Filling ? "loading" : "online", reply);
    }

    private static void WriteField(ReadOnlySpan<byte> name, string value, RespWriter reply)
    {
        reply.WriteBulkString(name);
        reply.WriteBulkString(value);
    }
}
