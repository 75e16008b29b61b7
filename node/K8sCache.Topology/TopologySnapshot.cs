using K8sCache.Topology.Json;

namespace K8sCache.Topology;

/// <summary>A document and its compiled form; immutable, shared by all threads.</summary>
public sealed class TopologySnapshot
{
    private byte[]? _json;

    public TopologySnapshot(TopologyDocument document)
    {
        Document = document;
        Slots = SlotMap.Compile(document);
    }

    public TopologyDocument Document { get; }

    public SlotMap Slots { get; }

    public long Epoch => Document.Epoch;

    /// <summary>The document's text as UTF-8, made once: every client library that connects asks for it.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            // Two threads may both make it; the same document always gives the same bytes.
            var json = Volatile.Read(ref _json);
            if (json is null)
                Volatile.Write(ref _json, json = TopologyJson.Serialize(Document));
            return json;
        }
    }
}
