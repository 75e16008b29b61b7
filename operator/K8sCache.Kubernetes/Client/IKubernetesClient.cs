using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>The Kubernetes API, typed. Safe for concurrent use.</summary>
/// <remarks>
/// Every call throws <see cref="ApiException"/> when the API answers with a failure,
/// <see cref="HttpRequestException"/> when it can't be reached, and <see cref="OperationCanceledException"/> only when
/// the caller's token was cancelled. Namespaces are null for cluster-scoped kinds and, in lists and watches, for all namespaces.
/// </remarks>
public interface IKubernetesClient
{
    /// <summary>The kubeconfig context's namespace, or the pod's own; <c>default</c> where neither says.</summary>
    string DefaultNamespace { get; }

    Task<T> GetAsync<T>(string name, string? namespaceName = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>The object, or null where there is none.</summary>
    Task<T?> FindAsync<T>(string name, string? namespaceName = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// One page: at most <see cref="ListOptions.Limit"/> objects from <see cref="ListOptions.Continue"/> on.
    /// </summary>
    Task<ObjectList<T>> ListPageAsync<T>(
        string? namespaceName = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<T> CreateAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// Replaces the object; with a <c>resourceVersion</c>, only that version of it, else a 409 conflict.
    /// </summary>
    /// <remarks>
    /// Drops fields that the model doesn't know: prefer <see cref="ApplyAsync"/> or <see cref="PatchAsync"/>.
    /// </remarks>
    Task<T> UpdateAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<T> PatchAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<T> PatchStatusAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// Server-side apply: creates the object or makes the manager's fields be as given; fields it gave up are
    /// removed.
    /// </summary>
    Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Server-side apply of <c>status</c>; the object must exist.</summary>
    Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// Changes as they happen, until the server or <paramref name="cancellationToken"/> ends the stream.
    /// </summary>
    /// <exception cref="ApiException">Also for an ERROR event in the stream, such as 410 Expired.</exception>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? namespaceName = null, WatchOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Any other call; the answer's JSON.</summary>
    Task<JsonNode> SendAsync(
        HttpMethod method, string pathAndQuery, JsonNode? body = null, CancellationToken cancellationToken = default);

    Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken = default);
}
