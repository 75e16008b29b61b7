using K8sCache.Topology;
using K8sCache.Topology.Placement;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>A node or router as its admin port shows it.</summary>
internal sealed class FakeProcess(string podName, string instance)
{
    public string Instance { get; } = instance;

    public TopologyDocument? Topology { get; private set; }

    /// <summary>The internal identity it has.</summary>
    public string Token { get; set; } = "";

    /// <summary>Does not answer: hung, cut off, or dead without Kubernetes knowing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether streams complete as soon as they begin.</summary>
    public bool FillsAtOnce { get; set; } = true;

    public long Epoch => Topology?.Epoch ?? 0;

    public bool Take(TopologyDocument topology)
    {
        if (IsSilent || topology.Epoch < Epoch)
            return false;
        Topology = topology;
        return true;
    }

    public IReadOnlyList<SlotSpan> Filled() => Topology is null || !FillsAtOnce ? [] :
    [
        .. SlotMap.Compile(Topology).Ranges
            .Where(range => range.Copies.Any(copy => copy.Node == podName && copy.State == CopyState.Filling))
            .Select(range => new SlotSpan(range.From, range.To)),
    ];
}
