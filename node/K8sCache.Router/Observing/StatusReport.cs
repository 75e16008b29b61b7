using System.Text.Json;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Observing;

/// <summary>The body of <c>GET /status</c>: this router, and each node as it sees it, over all loops.</summary>
internal static class StatusReport
{
    public static byte[] Write(RouterContext context, IReadOnlyList<RouterLoop> loops, bool isReady)
    {
        var snapshot = context.Topologies.Current;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("instance", context.Instance);
            // The one every loop goes by: the last to change decides.
            writer.WriteNumber("epoch", loops.Min(loop => loop.Topology?.Snapshot.Epoch ?? 0));
            writer.WriteBoolean("ready", isReady);
            writer.WriteString("scheduler", snapshot?.Document.Scheduler.Type.ToString());
            writer.WriteNumber("connections", loops.Sum(loop => loop.Counters.Connections));
            writer.WriteStartArray("nodes");
            foreach (var node in NodeTotals.Of(loops))
                WriteNode(writer, node);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private static void WriteNode(Utf8JsonWriter writer, NodeTotals node)
    {
        writer.WriteStartObject();
        writer.WriteString("name", node.Name);
        writer.WriteNumber("inFlight", node.InFlight);
        writer.WriteNumber("ewmaSeconds", node.ResponseTime);
        writer.WriteNumber("reportedInFlight", node.ReportedInFlight);
        writer.WriteNumber("reportedServiceTimeSeconds", node.ServiceTime);
        writer.WriteNumber("errors", node.Errors);
        writer.WriteBoolean("up", node.IsUp);
        writer.WriteEndObject();
    }
}
