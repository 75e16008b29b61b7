using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Router.Topologies;

/// <summary>Takes topologies from the file and from the admin port; the higher epoch wins, whoever brings it.</summary>
internal sealed class TopologyIntake(RouterContext context)
{
    public TopologyOutcome Offer(TopologyDocument document, string source)
    {
        var outcome = context.Topologies.Offer(document);
        if (outcome == TopologyOutcome.Accepted)
            Log.TopologyAccepted(context.Log, document.Epoch, document.Nodes.Count, document.Scheduler.Type);
        else if (outcome == TopologyOutcome.Conflict)
            Log.TopologyRefused(context.Log, source, $"epoch {document.Epoch} is in force with other content");
        return outcome;
    }

    public void TakeFile(byte[] content)
    {
        var parsed = TopologyJson.Parse(content);
        if (parsed.IsValid)
            Offer(parsed.Document, "file");
        else
            Log.TopologyRefused(context.Log, "file", string.Join("; ", parsed.Problems));
    }
}
