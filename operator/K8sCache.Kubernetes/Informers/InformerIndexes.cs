using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Informers;

/// <summary>Indexes every informer has.</summary>
public static class InformerIndexes
{
    /// <summary>By the uid of the controlling owner.</summary>
    public const string ControllerUid = "controllerUid";

    /// <summary>By namespace.</summary>
    public const string Namespace = "namespace";

    internal static IEnumerable<string> ControllerUidOf(IKubernetesObject<V1ObjectMeta> obj) =>
        obj.GetController() is { } owner ? [owner.Uid] : [];

    internal static IEnumerable<string> NamespaceOf(IKubernetesObject<V1ObjectMeta> obj) => [obj.Metadata.NamespaceProperty ?? ""];
}
