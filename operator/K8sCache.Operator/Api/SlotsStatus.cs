using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>How far a topology's slots have their copies.</summary>
public sealed record SlotsStatus
{
    [Description("Slots with all wanted copies in sync, of 16384.")]
    public required int InSync { get; init; }

    [Description("Slots with a copy that is still being filled.")]
    public required int Filling { get; init; }
}
