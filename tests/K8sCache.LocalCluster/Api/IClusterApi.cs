using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>
/// The API without HTTP, for the controllers and the kubelet that share the process. Each call runs the same checks,
/// defaulting and field tracking as a request does. Objects returned are the caller's own copies; objects passed in
/// are not kept. Every method throws <see cref="ApiException"/> where the API would answer with a Status.
/// Thread-safe; nothing blocks.
/// </summary>
public interface IClusterApi
{
    /// <summary>The same API as another component: user name and field manager of its writes.</summary>
    IClusterApi As(string component);

    /// <summary>One object; the namespace is "" or null for cluster-scoped resources, here and below.</summary>
    JsonObject Get(GroupResource resource, string? ns, string name);

    /// <summary>Null in place of 404.</summary>
    JsonObject? Find(GroupResource resource, string? ns, string name);

    /// <summary>All that match; a null namespace means all of them.</summary>
    ObjectList List(GroupResource resource, string? ns = null, string? labelSelector = null, string? fieldSelector = null);

    JsonObject Create(GroupResource resource, string? ns, JsonObject obj);

    /// <summary>Replaces; a resourceVersion in the object is a precondition (409).</summary>
    JsonObject Update(GroupResource resource, JsonObject obj);

    JsonObject UpdateStatus(GroupResource resource, JsonObject obj);

    JsonObject Patch(GroupResource resource, string? ns, string name, PatchType type, JsonNode patch, string subresource = "");

    /// <returns>The object as it was last stored (gone, or with a deletionTimestamp).</returns>
    JsonObject Delete(GroupResource resource, string? ns, string name, DeleteOptions? options = null);

    /// <summary>
    /// Changes from a version on. The channel completes when <paramref name="cancellationToken"/> fires and fails with
    /// an <see cref="ApiException"/> (410) when the reader falls too far behind.
    /// </summary>
    ClusterWatch Watch(GroupResource resource, WatchOptions options, CancellationToken cancellationToken);
}
