using k8s.Models;
using K8sCache.Operator.Api.Pods;

namespace K8sCache.Operator.Desired;

/// <summary>
/// What a user writes of pods, in the API's own types. The published definition has types of its own, so that it
/// changes by our decision only, never with a library's models.
/// </summary>
internal static class PodOverridesModels
{
    public static V1EnvVar ToModel(EnvVar variable) => new()
    {
        Name = variable.Name,
        Value = variable.Value,
        ValueFrom = variable.ValueFrom is { } source ? new V1EnvVarSource { FieldRef = ToModel(source.FieldRef) } : null,
    };

    public static V1Toleration ToModel(Toleration toleration) => new()
    {
        Effect = toleration.Effect,
        Key = toleration.Key,
        OperatorProperty = toleration.Operator,
        TolerationSeconds = toleration.TolerationSeconds,
        Value = toleration.Value,
    };

    public static V1TopologySpreadConstraint ToModel(TopologySpreadConstraint constraint) => new()
    {
        LabelSelector = ToModel(constraint.LabelSelector),
        MatchLabelKeys = constraint.MatchLabelKeys?.ToList(),
        MaxSkew = constraint.MaxSkew,
        MinDomains = constraint.MinDomains,
        NodeAffinityPolicy = constraint.NodeAffinityPolicy,
        NodeTaintsPolicy = constraint.NodeTaintsPolicy,
        TopologyKey = constraint.TopologyKey,
        WhenUnsatisfiable = constraint.WhenUnsatisfiable,
    };

    public static V1LocalObjectReference ToModel(LocalObjectReference reference) => new() { Name = reference.Name };

    private static V1ObjectFieldSelector? ToModel(ObjectFieldSelector? field) =>
        field is null ? null : new V1ObjectFieldSelector { ApiVersion = field.ApiVersion, FieldPath = field.FieldPath };

    private static V1LabelSelector? ToModel(LabelSelector? selector) => selector is null ? null : new V1LabelSelector
    {
        MatchExpressions = selector.MatchExpressions?.Select(ToModel).ToList(),
        MatchLabels = Maps.Merge(selector.MatchLabels, null),
    };

    private static V1LabelSelectorRequirement ToModel(LabelSelectorRequirement requirement) =>
        new() { Key = requirement.Key, OperatorProperty = requirement.Operator, Values = requirement.Values?.ToList() };
}
