namespace K8sCache.Topology.Json;

/// <summary>Checks the slot ranges of a document: known nodes, no overlap, no gap, at least one copy each.</summary>
internal sealed class SlotRangeValidator
{
    private readonly ProblemList _problems;
    private readonly HashSet<string> _nodeNames;

    public SlotRangeValidator(ProblemList problems, IReadOnlyList<TopologyNode> nodes)
    {
        _problems = problems;
        _nodeNames = new HashSet<string>(nodes.Select(node => node.Name), StringComparer.Ordinal);
    }

    /// <returns>The ranges in ascending order; meaningless when a problem was added.</returns>
    public List<SlotRange> Validate(List<TopologyWire.RangeWire?>? wires)
    {
        var ranges = new List<SlotRange>();
        if (wires is null || wires.Count == 0)
            return ranges;
        if (wires.Count > HashSlot.Count)
        {
            _problems.Add($"slots: {wires.Count} ranges, the limit is {HashSlot.Count}");
            return ranges;
        }

        for (var index = 0; index < wires.Count; index++)
        {
            if (Range(wires[index] ?? new TopologyWire.RangeWire(), $"slots[{index}]") is { } range)
                ranges.Add(range);
        }

        ranges.Sort((left, right) => left.From.CompareTo(right.From));
        CheckCover(ranges);
        return ranges;
    }

    private SlotRange? Range(TopologyWire.RangeWire wire, string path)
    {
        var copies = Copies(wire.Copies, path);
        var target = Target(wire.Target, path);
        if (wire.From is { } from && wire.To is { } to && from >= 0 && from <= to && to < HashSlot.Count)
            return new SlotRange { From = from, To = to, Copies = copies, Target = target };
        _problems.Add($"{path}: from {Shown(wire.From)} to {Shown(wire.To)} is no range within 0..{HashSlot.Count - 1}");
        return null;
    }

    private List<string> Target(List<string?>? wires, string path)
    {
        var target = new List<string>();
        foreach (var name in wires ?? [])
        {
            if (name is null || !_nodeNames.Contains(name))
                _problems.Add($"{path}.target: unknown node '{name}'");
            else if (target.Contains(name))
                _problems.Add($"{path}.target: a node is there twice");
            else
                target.Add(name);
        }

        return target;
    }

    private List<SlotCopy> Copies(List<TopologyWire.CopyWire?>? wires, string path)
    {
        var copies = new List<SlotCopy>();
        if (wires is null || wires.Count == 0)
            _problems.Add($"{path}.copies: missing or empty");
        else if (wires.Count > TopologyLimits.MaxCopiesPerSlot)
            _problems.Add($"{path}.copies: {wires.Count} copies, the limit is {TopologyLimits.MaxCopiesPerSlot}");
        else
        {
            foreach (var wire in wires)
                copies.Add(Copy(wire, path));
            if (copies.DistinctBy(copy => copy.Node).Count() != copies.Count)
                _problems.Add($"{path}.copies: a node is there twice");
        }

        return copies;
    }

    private SlotCopy Copy(TopologyWire.CopyWire? wire, string path)
    {
        var node = wire?.Node ?? "";
        if (!_nodeNames.Contains(node))
            _problems.Add($"{path}.copies: unknown node '{node}'");
        if (wire?.State is not { } text)
            return new SlotCopy(node, CopyState.InSync);
        if (!Enum.TryParse<CopyState>(text, out var state) || Enum.GetName(state) != text)
            _problems.Add($"{path}.copies: state '{text}' is not one of {string.Join(", ", Enum.GetNames<CopyState>())}");
        return new SlotCopy(node, state);
    }

    private void CheckCover(List<SlotRange> ranges)
    {
        var next = 0;
        foreach (var range in ranges)
        {
            if (range.From < next)
                _problems.Add($"slots: {range.From}..{Math.Min(range.To, next - 1)} are in two ranges");
            else if (range.From > next)
                _problems.Add($"slots: {next}..{range.From - 1} are in no range");
            next = Math.Max(next, range.To + 1);
        }

        if (next < HashSlot.Count)
            _problems.Add($"slots: {next}..{HashSlot.Count - 1} are in no range");
    }

    private static string Shown(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(missing)";
}
