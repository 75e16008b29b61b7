namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// Gives the resource a <c>scale</c> subresource, so that <c>kubectl scale</c> and a HorizontalPodAutoscaler work on it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath) : Attribute
{
    public string SpecReplicasPath { get; } = specReplicasPath;

    public string StatusReplicasPath { get; } = statusReplicasPath;

    /// <summary>Where the status holds the label selector of the scaled pods, in text form.</summary>
    public string? LabelSelectorPath { get; init; }
}
