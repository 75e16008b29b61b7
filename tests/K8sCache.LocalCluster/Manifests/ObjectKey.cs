using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>What controllers queue: the name of an object, never the object. The namespace is "" for cluster-scoped ones.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name)
{
    public static ObjectKey Of(JsonObject subject) => new(subject.Namespace(), subject.Name());
}
