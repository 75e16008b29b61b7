using System.Text.Json;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Json;

/// <summary>Turns a wire document into a valid one, or lists everything that is wrong with it. Used once per document.</summary>
internal sealed class TopologyValidator
{
    private readonly ProblemList _problems = new();

    public TopologyParseResult Validate(TopologyWire wire)
    {
        if (wire.Epoch is null)
            _problems.Add("epoch: missing");
        else if (wire.Epoch < 1)
            _problems.Add($"epoch: {wire.Epoch} is not 1 or more");

        var nodes = Nodes(wire.Nodes);
        var document = new TopologyDocument
        {
            Epoch = wire.Epoch ?? 0,
            Scheduler = Scheduler(wire.Scheduler),
            Replication = Replication(wire.Replication),
            Nodes = nodes,
            Slots = new SlotRangeValidator(_problems, nodes).Validate(wire.Slots),
        };
        return _problems.IsEmpty
            ? new TopologyParseResult { Document = document }
            : new TopologyParseResult { Problems = _problems.ToList() };
    }

    private SchedulerSpec Scheduler(TopologyWire.SchedulerWire? wire)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        if (wire?.Parameters is { Count: > TopologyLimits.MaxSchedulerParameters } many)
            _problems.Add($"scheduler.parameters: {many.Count} parameters, the limit is {TopologyLimits.MaxSchedulerParameters}");
        foreach (var (name, value) in wire?.Parameters ?? [])
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
                parameters[name] = number;
            else
                _problems.Add($"scheduler.parameters.{name}: not a number");
        }

        var spec = new SchedulerSpec
        {
            Type = Named(wire?.Type, SchedulerType.Hash, "scheduler.type"),
            Parameters = parameters,
            Hedging = Hedging(wire?.Hedging),
            HotKeys = HotKeys(wire?.HotKeys),
            NearCache = NearCache(wire?.NearCache),
        };
        var outOfRange = new List<string>();
        SchedulerFactory.Create(spec, outOfRange);
        outOfRange.ForEach(_problems.Add);
        return spec;
    }

    private HedgeSpec? Hedging(TopologyWire.HedgingWire? wire)
    {
        if (wire is null)
            return null;
        var hedging = new HedgeSpec();
        if (wire.BudgetPercent is not { } percent)
            return hedging;
        if (percent is not (> 0 and <= TopologyLimits.MaxHedgePercent))
            _problems.Add(FormattableString.Invariant($"scheduler.hedging.budgetPercent: {percent} is not above 0 and up to {TopologyLimits.MaxHedgePercent}"));
        return new HedgeSpec { BudgetPercent = percent };
    }

    private HotKeySpec? HotKeys(TopologyWire.HotKeysWire? wire)
    {
        if (wire is null)
            return null;
        var defaults = new HotKeySpec();
        var spec = new HotKeySpec { Spread = wire.Spread ?? defaults.Spread, Percent = wire.Percent ?? defaults.Percent };
        if (spec.Percent is not (> 0 and <= 100))
            _problems.Add(FormattableString.Invariant($"scheduler.hotKeys.percent: {spec.Percent} is not above 0 and up to 100"));
        return spec;
    }

    private NearCacheSpec? NearCache(TopologyWire.NearCacheWire? wire)
    {
        if (wire is null)
            return null;
        var spec = new NearCacheSpec { Bytes = wire.Bytes ?? 0 };
        spec = spec with { StalenessMs = wire.StalenessMs ?? spec.StalenessMs };
        if (spec.Bytes is < 1 or > TopologyLimits.MaxNearCacheBytes)
            _problems.Add($"scheduler.nearCache.bytes: {spec.Bytes} is not in 1..{TopologyLimits.MaxNearCacheBytes}");
        if (spec.StalenessMs is < 1 or > TopologyLimits.MaxNearCacheStalenessMs)
            _problems.Add($"scheduler.nearCache.stalenessMs: {spec.StalenessMs} is not in 1..{TopologyLimits.MaxNearCacheStalenessMs}");
        return spec;
    }

    private ReplicationSpec Replication(TopologyWire.ReplicationWire? wire)
    {
        var factor = wire?.Factor ?? 1;
        if (factor is < 1 or > TopologyLimits.MaxNodes)
            _problems.Add($"replication.factor: {factor} is not in 1..{TopologyLimits.MaxNodes}");
        return new ReplicationSpec
        {
            Factor = factor,
            Acknowledge = Named(wire?.Acknowledge, AcknowledgeMode.All, "replication.acknowledge"),
        };
    }

    private List<TopologyNode> Nodes(List<TopologyWire.NodeWire?>? wires)
    {
        var nodes = new List<TopologyNode>();
        if (wires is null || wires.Count == 0)
        {
            _problems.Add("nodes: missing or empty");
            return nodes;
        }

        if (wires.Count > TopologyLimits.MaxNodes)
        {
            _problems.Add($"nodes: {wires.Count} nodes, the limit is {TopologyLimits.MaxNodes}");
            return nodes;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var addresses = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < wires.Count; index++)
        {
            var path = $"nodes[{index}]";
            var wire = wires[index] ?? new TopologyWire.NodeWire();
            var name = Text(wire.Name, $"{path}.name", required: true);
            if (name is not null && !names.Add(name))
                _problems.Add($"{path}.name: '{name}' is there twice");
            var address = Address(wire.Address, $"{path}.address", required: true);
            if (address is not null && !addresses.Add(address))
                _problems.Add($"{path}.address: '{address}' is there twice");
            nodes.Add(new TopologyNode
            {
                Name = name ?? "",
                Address = address ?? "",
                PeerAddress = Address(wire.PeerAddress, $"{path}.peerAddress", required: false),
                Zone = Text(wire.Zone, $"{path}.zone", required: false),
                Instance = Text(wire.Instance, $"{path}.instance", required: false),
                State = Named(wire.State, NodeState.Up, $"{path}.state"),
            });
        }

        return nodes;
    }

    private string? Text(string? value, string path, bool required)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (required)
                _problems.Add($"{path}: missing or empty");
            return null;
        }

        if (value.Length > TopologyLimits.MaxNameLength || value.AsSpan().ContainsAnyInRange('\0', ' '))
        {
            _problems.Add($"{path}: longer than {TopologyLimits.MaxNameLength} characters, or with spaces or control characters");
            return null;
        }

        return value;
    }

    private string? Address(string? value, string path, bool required)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (required)
                _problems.Add($"{path}: missing or empty");
            return null;
        }

        if (!NodeAddress.TryParse(value, out _))
        {
            _problems.Add($"{path}: '{value}' is not host:port");
            return null;
        }

        return value;
    }

    private TEnum Named<TEnum>(string? value, TEnum whenMissing, string path)
        where TEnum : struct, Enum
    {
        if (value is null)
            return whenMissing;
        // Enum.TryParse also takes numbers; the document only has names.
        if (Enum.TryParse<TEnum>(value, out var parsed) && Enum.GetName(parsed) == value)
            return parsed;
        _problems.Add($"{path}: '{value}' is not one of {string.Join(", ", Enum.GetNames<TEnum>())}");
        return whenMissing;
    }
}
