using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Informers;

/// <summary>Indexes every informer has.</summary>
public static class InformerIndexes
{
    /// <summary>By the uid of the controlling owner.</summary>
    public const string ControllerUid = "controllerUid";

    /// <summary>By namespace.</summary>
    public const string Namespace = "namespace";

    internal static IEnumerable<string> ControllerUidOf(KubernetesObject obj) =>
        obj.ControllerOwner() is { } owner ? [owner.Uid] : [];

    internal static IEnumerable<string> NamespaceOf(KubernetesObject obj) => [obj.Metadata.Namespace ?? ""];
}
