using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tests.Api;

internal static class TestKinds
{
    private static readonly string[] AllButCreate = ["get", "patch", "update"];

    public static ResourceDefinition CacheClusters { get; } = new()
    {
        Group = "k8scache.io",
        Version = "v1alpha1",
        Plural = "cacheclusters",
        Kind = "CacheCluster",
        Namespaced = true,
        IsCustom = true,
        AllowsUnconditionalUpdate = false,
        Generation = GenerationRule.AllButMetadataAndStatus,
        Subresources = [new("status", "CacheCluster", AllButCreate), new("scale", "Scale", AllButCreate, "autoscaling", "v1")],
        Scale = new ScalePaths(".spec.replicas", ".status.replicas", ".status.selector"),
        PrinterColumns = [new("Phase", "string", ".status.phase"), new("Age", "date", ".metadata.creationTimestamp")],
    };

    public static ResourceDefinition[] All { get; } =
    [
        new() { Group = "", Version = "v1", Plural = "namespaces", Kind = "Namespace", Namespaced = false, NameRule = NameRule.Label, Subresources = [new("status", "Namespace", AllButCreate), new("finalize", "Namespace", ["update"])] },
        new() { Group = "", Version = "v1", Plural = "configmaps", Kind = "ConfigMap", Namespaced = true },
        new() { Group = "", Version = "v1", Plural = "pods", Kind = "Pod", Namespaced = true, Generation = GenerationRule.Spec, Subresources = [new("status", "Pod", AllButCreate)] },
        new() { Group = "apps", Version = "v1", Plural = "deployments", Kind = "Deployment", Namespaced = true, Generation = GenerationRule.SpecAndAnnotations, Subresources = [new("status", "Deployment", AllButCreate), new("scale", "Scale", AllButCreate, "autoscaling", "v1")] },
        new() { Group = "coordination.k8s.io", Version = "v1", Plural = "leases", Kind = "Lease", Namespaced = true, AllowsCreateOnUpdate = true },
        CacheClusters,
    ];
}
