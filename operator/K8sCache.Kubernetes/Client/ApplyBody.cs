using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>What server-side apply sends of an object. JSON is YAML, so the media type's promise is kept.</summary>
internal static class ApplyBody
{
    /// <summary>
    /// Everything but what the server keeps itself: it refuses <c>managedFields</c>, and <c>status</c> has its own
    /// call.
    /// </summary>
    public static string OfObject(KubernetesObject obj)
    {
        var body = KubernetesJson.ToNode(obj).AsObject();
        body["metadata"]!.AsObject().Remove("managedFields");
        body.Remove("status");
        return body.ToJsonString(KubernetesJson.Options);
    }

    /// <summary>Identity and status only, so that the manager never comes to own fields of the spec.</summary>
    public static string OfStatus(KubernetesObject obj)
    {
        var metadata = new JsonObject { ["name"] = obj.Metadata.Name };
        if (obj.Metadata.Namespace is { } namespaceName)
            metadata["namespace"] = namespaceName;
        if (obj.Metadata.ResourceVersion is { } resourceVersion)
            metadata["resourceVersion"] = resourceVersion;
        var body = new JsonObject
        {
            ["apiVersion"] = obj.ApiVersion,
            ["kind"] = obj.Kind,
            ["metadata"] = metadata,
            ["status"] = KubernetesJson.ToNode(obj)["status"]?.DeepClone(),
        };
        return body.ToJsonString(KubernetesJson.Options);
    }
}
