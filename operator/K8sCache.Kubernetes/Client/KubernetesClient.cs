using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    private readonly TimeProvider _timeProvider;

    public KubernetesClient(
        KubernetesClientConfiguration configuration, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null)
        : this(configuration, timeProvider, (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<KubernetesClient>())
    {
    }

    private KubernetesClient(KubernetesClientConfiguration configuration, TimeProvider timeProvider, ILogger logger)
    {
        _timeProvider = timeProvider;
        DefaultNamespace = configuration.Namespace;
        _transport = new ApiTransport(
            configuration, ApiHandlers.Create(configuration, timeProvider, logger), timeProvider, logger);
    }

    public string DefaultNamespace { get; }

    public Task<T> GetAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(HttpMethod.Get, KubernetesKind.Of<T>().Path(namespaceName, name), null, cancellationToken);

    public async Task<T?> FindAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        try
        {
            return await GetAsync<T>(name, namespaceName, cancellationToken);
        }
        // A 404 that names no object is about the kind: it isn't installed, and that must not look like "none yet".
        catch (KubernetesException error) when (error.IsNotFound && error.Status.Details?.Name is { Length: > 0 })
        {
            return null;
        }
    }

    public async Task<KubernetesList<T>> ListAsync<T>(
        string? namespaceName, ListOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        var page = await ListPageAsync<T>(namespaceName, options, cancellationToken);
        if (string.IsNullOrEmpty(page.Metadata.Continue))
            return page;

        var items = new List<T>(page.Items);
        var undecodable = new List<UndecodableObject>(page.Undecodable);
        var first = page.Metadata;
        while (!string.IsNullOrEmpty(page.Metadata.Continue))
        {
            var next = (options ?? new ListOptions()) with { Continue = page.Metadata.Continue };
            page = await ListPageAsync<T>(namespaceName, next, cancellationToken);
            items.AddRange(page.Items);
            undecodable.AddRange(page.Undecodable);
        }
        var metadata = first with { Continue = null, RemainingItemCount = null };
        return page with { Metadata = metadata, Items = items, Undecodable = undecodable };
    }

    public async Task<KubernetesList<T>> ListPageAsync<T>(
        string? namespaceName, ListOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        var path = KubernetesKind.Of<T>().Path(namespaceName) + (options ?? new ListOptions()).ToQuery();
        var body = await _transport.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return ObjectDecoder.DecodeList<T>(body);
    }

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Post,
            KubernetesKind.Of<T>().Path(obj.Metadata.Namespace) + options?.ToQuery(),
            JsonContent(obj),
            cancellationToken);

    public Task<T> UpdateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(HttpMethod.Put, PathOf<T>(obj.Key()) + options?.ToQuery(), JsonContent(obj), cancellationToken);

    public Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Put,
            PathOf<T>(obj.Key(), "status") + options?.ToQuery(),
            JsonContent(obj),
            cancellationToken);

    public Task<T> PatchAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(key) + options?.ToQuery(),
            Content(patch.Body.ToJsonString(KubernetesJson.Options), patch.ContentType),
            cancellationToken);

    public Task<T> PatchStatusAsync<T>(
        ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(key, "status") + options?.ToQuery(),
            Content(patch.Body.ToJsonString(KubernetesJson.Options), patch.ContentType),
            cancellationToken);

    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(obj.Key()) + options.ToQuery(),
            Content(ApplyBody.OfObject(obj), PatchContentTypes.Apply),
            cancellationToken);

    public Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        CallAsync<T>(
            HttpMethod.Patch,
            PathOf<T>(obj.Key(), "status") + options.ToQuery(),
            Content(ApplyBody.OfStatus(obj), PatchContentTypes.Apply),
            cancellationToken);

    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        // The answer is the object, or a Status: of no use to a caller, and its shape differs by kind.
        await _transport.SendAsync(
            HttpMethod.Delete,
            PathOf<T>(key),
            Content((options ?? new DeleteOptions()).ToBody().ToJsonString(), "application/json"),
            cancellationToken);

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? namespaceName, WatchOptions? options, CancellationToken cancellationToken)
        where T : KubernetesObject =>
        new WatchStream<T>(_transport, _timeProvider, namespaceName, options ?? new WatchOptions())
            .ReadAsync(cancellationToken);

    public async Task<JsonNode> SendAsync(
        HttpMethod method, string pathAndQuery, JsonNode? body, CancellationToken cancellationToken)
    {
        var content = body is null ? null : Content(body.ToJsonString(KubernetesJson.Options), "application/json");
        var answer = await _transport.SendAsync(method, pathAndQuery, content, cancellationToken);
        return ObjectDecoder.Decode<JsonNode>(answer);
    }

    public Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken) =>
        CallAsync<VersionInfo>(HttpMethod.Get, "/version", null, cancellationToken);

    public void Dispose() => _transport.Dispose();

    private static string PathOf<T>(ObjectKey key, string? subresource = null) =>
        KubernetesKind.Of<T>().Path(key.Namespace, key.Name, subresource);

    private static ByteArrayContent JsonContent(KubernetesObject obj) =>
        Content(KubernetesJson.Serialize(obj), "application/json");

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
        return ObjectDecoder.Decode<T>(body);
    }
}
