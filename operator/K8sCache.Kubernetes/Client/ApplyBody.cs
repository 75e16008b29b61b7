using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>What server-side apply sends of an object. JSON is YAML, so the media type's promise is kept.</summary>
internal static class ApplyBody
{
    /// <summary>
    /// Everything but <c>status</c>, which has its own call.
    /// </summary>
    public static string OfObject(IKubernetesObject<V1ObjectMeta> obj, ObjectJson json)
    {
        var body = json.ToNode(obj).AsObject();
        body.Remove("status");
        return body.ToJsonString(json.Options);
    }

    /// <summary>Identity and status only, so that the manager never comes to own fields of the spec.</summary>
    public static string OfStatus(IKubernetesObject<V1ObjectMeta> obj, ObjectJson json)
    {
        var kind = KubernetesKind.Of(obj.GetType());
        var metadata = new JsonObject { ["name"] = obj.Metadata.Name };
        if (obj.Metadata.NamespaceProperty is { } namespaceName)
            metadata["namespace"] = namespaceName;
        if (obj.Metadata.ResourceVersion is { } resourceVersion)
            metadata["resourceVersion"] = resourceVersion;
        var body = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = metadata,
            ["status"] = json.ToNode(obj)["status"]?.DeepClone(),
        };
        return body.ToJsonString(json.Options);
    }
}
