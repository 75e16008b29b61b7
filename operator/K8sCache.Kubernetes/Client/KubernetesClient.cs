using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client.Http;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Client;

/// <inheritdoc cref="IKubernetesClient"/>
public sealed class KubernetesClient : IKubernetesClient, IDisposable
{
    private readonly ApiTransport _transport;
    private readonly ObjectJson _json;
    private readonly TimeProvider _timeProvider;

    /// <param name="configuration">The package's own: where the server is, whom to trust, who one is.</param>
    /// <param name="json">The kinds that will be asked for.</param>
    /// <param name="timeProvider">Clock of timeouts and rates.</param>
    /// <param name="loggerFactory">Told of throttling and of the server's warnings.</param>
    /// <param name="limits">How hard to press the server.</param>
    /// <exception cref="KubernetesConfigurationException">The configuration can't be used.</exception>
    public KubernetesClient(
        KubernetesClientConfiguration configuration, ObjectJson json, TimeProvider timeProvider,
        ILoggerFactory? loggerFactory = null, ClientLimits? limits = null)
    {
        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<KubernetesClient>();
        _json = json;
        _timeProvider = timeProvider;
        DefaultNamespace = string.IsNullOrEmpty(configuration.Namespace) ? "default" : configuration.Namespace;
        _transport = new ApiTransport(
            configuration, ApiHandlers.Create(configuration, limits ?? new ClientLimits(), timeProvider, logger), timeProvider, logger);
    }

    public string DefaultNamespace { get; }

    public Task<T> GetAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(HttpMethod.Get, KubernetesKind.Of<T>().Path(namespaceName, name), null, cancellationToken);

    public async Task<T?> FindAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await GetAsync<T>(name, namespaceName, cancellationToken);
        }
        // A 404 that names no object is about the kind: it isn't installed, and that must not look like "none yet".
        catch (ApiException error) when (error.IsNotFound && error.Status.Details?.Name is { Length: > 0 })
        {
            return null;
        }
    }

    public async Task<ObjectList<T>> ListPageAsync<T>(
        string? namespaceName, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var path = KubernetesKind.Of<T>().Path(namespaceName) + (options ?? new ListOptions()).ToQuery();
        var body = await _transport.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return ObjectDecoder.DecodeList<T>(body, _json);
    }

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Post,
            KubernetesKind.Of<T>().Path(obj.Metadata.NamespaceProperty) + options?.ToQuery(),
            JsonContent(obj),
            cancellationToken);

    public Task<T> UpdateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(HttpMethod.Put, PathOf<T>(obj.Key()) + options?.ToQuery(), JsonContent(obj), cancellationToken);

    public Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Put,
            PathOf<T>(obj.Key(), "status") + options?.ToQuery(),
            JsonContent(obj),
            cancellationToken);

    public Task<T> PatchAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(key) + options?.ToQuery(),
            Content(patch.Body.ToJsonString(_json.Options), patch.ContentType),
            cancellationToken);

    public Task<T> PatchStatusAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(key, "status") + options?.ToQuery(),
            Content(patch.Body.ToJsonString(_json.Options), patch.ContentType),
            cancellationToken);

    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(obj.Key()) + options.ToQuery(),
            Content(ApplyBody.OfObject(obj, _json), PatchContentTypes.Apply),
            cancellationToken);

    public Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(obj.Key(), "status") + options.ToQuery(),
            Content(ApplyBody.OfStatus(obj, _json), PatchContentTypes.Apply),
            cancellationToken);

    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        // The answer is the object, or a Status: of no use to a caller, and its shape differs by kind.
        await _transport.SendAsync(
            HttpMethod.Delete,
            PathOf<T>(key),
            Content((options ?? new DeleteOptions()).ToBody().ToJsonString(), "application/json"),
            cancellationToken);

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? namespaceName, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new WatchStream<T>(_transport, _json, _timeProvider, namespaceName, options ?? new WatchOptions())
            .ReadAsync(cancellationToken);

    public async Task<JsonNode> SendAsync(
        HttpMethod method, string pathAndQuery, JsonNode? body, CancellationToken cancellationToken)
    {
        var content = body is null ? null : Content(body.ToJsonString(_json.Options), "application/json");
        var answer = await _transport.SendAsync(method, pathAndQuery, content, cancellationToken);
        return _json.Deserialize<JsonNode>(answer);
    }

    public Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken) =>
        CallAsync<VersionInfo>(HttpMethod.Get, "/version", null, cancellationToken);

    public void Dispose() => _transport.Dispose();

    private static string PathOf<T>(ObjectKey key, string? subresource = null) =>
        KubernetesKind.Of<T>().Path(key.Namespace, key.Name, subresource);

    private ByteArrayContent JsonContent(IKubernetesObject<V1ObjectMeta> obj) =>
        Content(_json.Serialize(obj), "application/json");

    private static ByteArrayContent Content(string text, string mediaType)
    {
        // Bytes, not a stream: a throttled request is sent again.
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    /// <exception cref="JsonException">The answer isn't what the API promises.</exception>
    private async Task<T> CallAsync<T>(
        HttpMethod method, string pathAndQuery, HttpContent? content, CancellationToken cancellationToken)
    {
        var body = await _transport.SendAsync(method, pathAndQuery, content, cancellationToken);
        return _json.Deserialize<T>(body);
    }
}
