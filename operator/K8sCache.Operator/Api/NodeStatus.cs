using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>A node of the topology, for people to read.</summary>
public sealed record NodeStatus
{
    [Description("The pod's name.")]
    public required string Name { get; init; }

    [Description("Where it is reached, host:port.")]
    public string? Address { get; init; }

    [Description("Failure domain of the machine it runs on.")]
    public string? Zone { get; init; }

    [Description("Up, Down or Leaving.")]
    public required string State { get; init; }

    [Description("Slots it is the primary of.")]
    public int? PrimarySlots { get; init; }

    [Description("Copies of slots it holds, primaries included.")]
    public int? Copies { get; init; }
}
