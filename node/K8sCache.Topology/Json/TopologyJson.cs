using System.Buffers;
using System.Text;
using System.Text.Json;

namespace K8sCache.Topology.Json;

/// <summary>
/// Topology document ⇄ JSON. Unknown properties are ignored, so old processes read what newer operators write;
/// everything else wrong with a text is listed at once.
/// </summary>
public static class TopologyJson
{
    public static TopologyParseResult Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Takes the document as UTF-8, or that compressed by gzip, as the operator stores one too large for a ConfigMap.</summary>
    public static TopologyParseResult Parse(ReadOnlySpan<byte> json)
    {
        if (json is [0x1F, 0x8B, ..])
            return TopologyGzip.TryExpand(json, out var expanded) ? Parse(expanded) : Failed("not a topology document: damaged gzip data");
        if (json.Length > TopologyLimits.MaxDocumentBytes)
            return Failed($"the document has {json.Length} bytes, the limit is {TopologyLimits.MaxDocumentBytes}");
        TopologyWire? wire;
        try
        {
            wire = JsonSerializer.Deserialize(json, TopologyJsonContext.Default.TopologyWire);
        }
        catch (JsonException error)
        {
            return Failed($"not a topology document: {error.Message}");
        }

        return wire is null ? Failed("not a topology document: null") : new TopologyValidator().Validate(wire);
    }

    /// <summary>Compact JSON; the same document always gives the same bytes.</summary>
    public static byte[] Serialize(TopologyDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(ToWire(document), TopologyJsonContext.Default.TopologyWire);

    private static TopologyParseResult Failed(string problem) => new() { Problems = [problem] };

    private static TopologyWire ToWire(TopologyDocument document) => new()
    {
        Epoch = document.Epoch,
        Scheduler = new TopologyWire.SchedulerWire
        {
            Type = document.Scheduler.Type.ToString(),
            Parameters = document.Scheduler.Parameters
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Key, pair => NumberElement(pair.Value)),
            Hedging = document.Scheduler.Hedging is { } hedging ? new TopologyWire.HedgingWire { BudgetPercent = hedging.BudgetPercent } : null,
            HotKeys = document.Scheduler.HotKeys is { } hot ? new TopologyWire.HotKeysWire { Spread = hot.Spread, Percent = hot.Percent } : null,
            NearCache = document.Scheduler.NearCache is { } near ? new TopologyWire.NearCacheWire { Bytes = near.Bytes, StalenessMs = near.StalenessMs } : null,
        },
        Replication = new TopologyWire.ReplicationWire
        {
            Factor = document.Replication.Factor,
            Acknowledge = document.Replication.Acknowledge.ToString(),
        },
        Nodes = [.. document.Nodes.Select(ToWire)],
        Slots = document.Slots.Count == 0 ? null : [.. document.Slots.Select(ToWire)],
    };

    private static TopologyWire.NodeWire ToWire(TopologyNode node) => new()
    {
        Name = node.Name,
        Address = node.Address,
        PeerAddress = node.PeerAddress,
        Zone = node.Zone,
        State = node.State.ToString(),
        Instance = node.Instance,
    };

    private static TopologyWire.RangeWire ToWire(SlotRange range) => new()
    {
        From = range.From,
        To = range.To,
        Copies = [.. range.Copies.Select(copy => new TopologyWire.CopyWire { Node = copy.Node, State = copy.State.ToString() })],
        Target = range.Target.Count == 0 ? null : [.. range.Target],
    };

    private static JsonElement NumberElement(double value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            writer.WriteNumberValue(value);
        using var parsed = JsonDocument.Parse(buffer.WrittenMemory);
        return parsed.RootElement.Clone();
    }
}
