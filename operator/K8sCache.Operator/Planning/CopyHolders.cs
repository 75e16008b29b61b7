using K8sCache.Topology;

namespace K8sCache.Operator.Planning;

/// <summary>The nodes that hold a copy of any slot, in any state.</summary>
internal static class CopyHolders
{
    public static HashSet<string> Of(TopologyDocument topology) =>
        [.. SlotMap.Compile(topology).Ranges.SelectMany(range => range.Copies).Select(copy => copy.Node)];
}
