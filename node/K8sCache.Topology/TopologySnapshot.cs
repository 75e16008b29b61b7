namespace K8sCache.Topology;

/// <summary>A document and its compiled form; immutable, shared by all threads.</summary>
public sealed class TopologySnapshot
{
    public TopologySnapshot(TopologyDocument document)
    {
        Document = document;
        Slots = SlotMap.Compile(document);
    }

    public TopologyDocument Document { get; }

    public SlotMap Slots { get; }

    public long Epoch => Document.Epoch;
}
