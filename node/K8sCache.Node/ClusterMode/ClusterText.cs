using System.Globalization;
using System.Text;
using K8sCache.Topology;

namespace K8sCache.Node.ClusterMode;

/// <summary>CLUSTER NODES and CLUSTER INFO: the layout as lines of text.</summary>
internal static class ClusterText
{
    public static string Nodes(ClusterLayout layout, int self)
    {
        var text = new StringBuilder();
        for (var node = 0; node < layout.Nodes.Count; node++)
            text.Append(Line(layout, node, self)).Append('\n');
        return text.ToString();
    }

    /// <summary>A node's line, without its end.</summary>
    public static string Line(ClusterLayout layout, int node, int self)
    {
        var described = layout.Nodes[node];
        var endpoint = ClusterEndpoint.Of(described);
        var master = layout.MasterOf(node);
        var isDown = described.State == NodeState.Down;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{ClusterNodeId.Of(described.Name)} {endpoint.Host}:{endpoint.Port}@{endpoint.BusPort} ");
        text.Append(node == self ? "myself," : "").Append(master < 0 ? "master" : "slave").Append(isDown ? ",fail" : "");
        text.Append(
            CultureInfo.InvariantCulture,
            $" {(master < 0 ? "-" : ClusterNodeId.Of(layout.Nodes[master].Name))} 0 0 {layout.Epoch} {(isDown ? "disconnected" : "connected")}");
        foreach (var (from, to) in layout.SlotsOf(node))
            text.Append(CultureInfo.InvariantCulture, $" {from}{(to > from ? $"-{to}" : "")}");
        return text.ToString();
    }

    public static string Info(ClusterLayout layout)
    {
        var down = layout.Ranges
            .Where(range => layout.Nodes[range.Copies.Primary].State == NodeState.Down)
            .Sum(range => range.To - range.From + 1);
        var masters = layout.Ranges.Select(range => range.Copies.Primary).Distinct().Count();
        // Nodes hear of each other through the topology: there is no bus, and nobody to vote.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            cluster_state:{(down == 0 ? "ok" : "fail")}
            cluster_slots_assigned:{HashSlot.Count}
            cluster_slots_ok:{HashSlot.Count - down}
            cluster_slots_pfail:0
            cluster_slots_fail:{down}
            cluster_known_nodes:{layout.Nodes.Count}
            cluster_size:{masters}
            cluster_current_epoch:{layout.Epoch}
            cluster_my_epoch:{layout.Epoch}
            cluster_stats_messages_sent:0
            cluster_stats_messages_received:0
            total_cluster_links_buffer_limit_exceeded:0

            """).ReplaceLineEndings("\r\n");
    }
}
