using System.Text.Json;

namespace K8sCache.Topology.Json;

/// <summary>The document as JSON has it, before it is checked: anything may be missing. Member names and order are the wire format.</summary>
internal sealed class TopologyWire
{
    public long? Epoch { get; set; }

    public SchedulerWire? Scheduler { get; set; }

    public ReplicationWire? Replication { get; set; }

    public List<NodeWire?>? Nodes { get; set; }

    public List<RangeWire?>? Slots { get; set; }

    internal sealed class SchedulerWire
    {
        public string? Type { get; set; }

        public Dictionary<string, JsonElement>? Parameters { get; set; }

        public HedgingWire? Hedging { get; set; }

        public HotKeysWire? HotKeys { get; set; }

        public NearCacheWire? NearCache { get; set; }
    }

    internal sealed class HotKeysWire
    {
        public bool? Spread { get; set; }

        public double? Percent { get; set; }
    }

    internal sealed class NearCacheWire
    {
        public long? Bytes { get; set; }

        public int? StalenessMs { get; set; }
    }

    internal sealed class HedgingWire
    {
        public double? BudgetPercent { get; set; }
    }

    internal sealed class ReplicationWire
    {
        public int? Factor { get; set; }

        public string? Acknowledge { get; set; }
    }

    internal sealed class NodeWire
    {
        public string? Name { get; set; }

        public string? Address { get; set; }

        public string? PeerAddress { get; set; }

        public string? Zone { get; set; }

        public string? State { get; set; }

        public string? Instance { get; set; }
    }

    internal sealed class RangeWire
    {
        public int? From { get; set; }

        public int? To { get; set; }

        public List<CopyWire?>? Copies { get; set; }

        public List<string?>? Target { get; set; }
    }

    internal sealed class CopyWire
    {
        public string? Node { get; set; }

        public string? State { get; set; }
    }
}
