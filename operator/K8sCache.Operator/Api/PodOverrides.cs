using System.Text.Json;
using K8sCache.Kubernetes.Crd;
using K8sCache.Operator.Api.Pods;

namespace K8sCache.Operator.Api;

/// <summary>What a user may add to the pods the operator makes, in Kubernetes' own words.</summary>
public sealed record PodOverrides
{
    [Description("Labels added to the pods; those the operator sets itself win.")]
    [Length(0, 32)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Description("Annotations added to the pods.")]
    [Length(0, 32)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [Description("Requests and limits, each replacing the derived one of the same name.")]
    public ResourceRequirements? Resources { get; init; }

    [Description("Environment variables of the container, such as those of options that have no field here (docs/options.md); those the operator sets "
        + "itself win.")]
    [Length(0, 64)]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    [Description("Labels of the machines the pods may run on.")]
    [Length(0, 32)]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    [Description("Affinity of the pods, as in a pod's spec; there is none by default.")]
    [PreserveUnknownFields]
    public JsonElement? Affinity { get; init; }

    [Description("Taints of machines the pods tolerate.")]
    [Length(0, 32)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    [Description("How pods spread over machines and zones; replaces the default, which spreads them over zones and machines where it can.")]
    [Length(0, 8)]
    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    [Description("PriorityClass of the pods.")]
    [Length(1, 253)]
    public string? PriorityClassName { get; init; }

    [Description("Secrets to pull the images with.")]
    [Length(0, 8)]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }
}
