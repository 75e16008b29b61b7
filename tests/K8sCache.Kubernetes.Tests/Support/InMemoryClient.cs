using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>A store behind the client's interface: versions, conflicts, finalizers, watches; no schema, no apply.</summary>
internal sealed class InMemoryClient : IKubernetesClient
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Channel<(WatchEventType, JsonObject)> Channel)> _watches = [];
    private long _version = 100;

    public string DefaultNamespace => "default";

    /// <summary>Called before every call with its name; throws what the test wants to fail.</summary>
    public Action<string>? Before { get; set; }

    public ConcurrentQueue<string> Calls { get; } = new();

    public int OpenWatches
    {
        get
        {
            lock (_lock)
                return _watches.Count;
        }
    }

    /// <summary>Ends every watch, as a server does now and then.</summary>
    public void EndWatches(Exception? error = null)
    {
        lock (_lock)
        {
            foreach (var (_, channel) in _watches)
                channel.Writer.TryComplete(error);
            _watches.Clear();
        }
    }

    public async Task<T> GetAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        await FindAsync<T>(name, namespaceName, cancellationToken) ?? throw Failure(HttpStatusCode.NotFound, StatusReasons.NotFound);

    public Task<T?> FindAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("get", () => Find(PathOf<T>(namespaceName, name)) is { } found ? As<T>(found) : null);

    public Task<ObjectList<T>> ListPageAsync<T>(string? namespaceName, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("list", () =>
    {
        var prefix = KubernetesKind.Of<T>().Plural + "/" + (namespaceName is null ? "" : namespaceName + "/");
        return new ObjectList<T>
        {
            Metadata = new V1ListMeta { ResourceVersion = Text(_version) },
            Items = [.. _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => As<T>(entry.Value))],
        };
    });

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("create", () =>
    {
        var path = PathOf<T>(obj.Metadata.NamespaceProperty, obj.Metadata.Name!);
        if (_objects.ContainsKey(path))
            throw Failure(HttpStatusCode.Conflict, StatusReasons.AlreadyExists);
        var stored = TestTypes.Json.ToNode(obj).AsObject();
        stored["metadata"]!["uid"] = $"uid-{_version + 1}";
        stored["metadata"]!["generation"] = 1L;
        return As<T>(Store(path, stored, WatchEventType.Added));
    });

    public Task<T> UpdateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("update", () =>
        As<T>(Change(PathOf<T>(obj.Metadata.NamespaceProperty, obj.Metadata.Name!), TestTypes.Json.ToNode(obj).AsObject())));

    public Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> PatchAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("patch", () =>
    {
        var path = PathOf<T>(key.Namespace, key.Name);
        var changed = (Find(path) ?? throw Failure(HttpStatusCode.NotFound, StatusReasons.NotFound)).DeepClone().AsObject();
        var version = (patch.Body as JsonObject)?["metadata"]?["resourceVersion"]?.ToString();
        Merge(changed, patch.Body.AsObject());
        if (version is null)
            changed["metadata"]!.AsObject().Remove("resourceVersion");
        return As<T>(Change(path, changed));
    });

    public Task<T> PatchStatusAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => PatchAsync<T>(key, patch, options, cancellationToken);

    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => Run("delete", () =>
    {
        var path = PathOf<T>(key.Namespace, key.Name);
        var found = (Find(path) ?? throw Failure(HttpStatusCode.NotFound, StatusReasons.NotFound)).DeepClone().AsObject();
        found["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        found["metadata"]!.AsObject().Remove("resourceVersion");
        return As<T>(Change(path, found));
    });

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? namespaceName, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var channel = Channel.CreateUnbounded<(WatchEventType, JsonObject)>();
        await Run("watch", () =>
        {
            var prefix = KubernetesKind.Of<T>().Plural + "/" + (namespaceName is null ? "" : namespaceName + "/");
            var since = long.Parse(options?.ResourceVersion ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            foreach (var (path, stored) in _objects)
            {
                if (path.StartsWith(prefix, StringComparison.Ordinal) && Version(stored) > since)
                    channel.Writer.TryWrite((WatchEventType.Modified, stored));
            }
            _watches.Add((prefix, channel));
            return true;
        });
        await foreach (var (type, stored) in channel.Reader.ReadAllAsync(cancellationToken))
        {
            var value = As<T>(stored);
            yield return new WatchEvent<T>
            {
                Type = type,
                Key = value.Key(),
                ResourceVersion = value.Metadata.ResourceVersion!,
                Value = value,
            };
        }
    }

    public Task<JsonNode> SendAsync(HttpMethod method, string pathAndQuery, JsonNode? body, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public static ApiException Failure(HttpStatusCode code, string reason) =>
        new(new V1Status { Code = (int)code, Reason = reason, Message = reason });

    private Task<TResult> Run<TResult>(string call, Func<TResult> action)
    {
        Calls.Enqueue(call);
        try
        {
            Before?.Invoke(call);
            lock (_lock)
                return Task.FromResult(action());
        }
        catch (Exception error)
        {
            return Task.FromException<TResult>(error);
        }
    }

    private JsonObject? Find(string path) => _objects.GetValueOrDefault(path);

    private JsonObject Change(string path, JsonObject changed)
    {
        var current = Find(path) ?? throw Failure(HttpStatusCode.NotFound, StatusReasons.NotFound);
        var metadata = changed["metadata"]!.AsObject();
        if (metadata["resourceVersion"] is { } version && version.ToString() != Text(Version(current)))
            throw Failure(HttpStatusCode.Conflict, StatusReasons.Conflict);
        metadata["uid"] = current["metadata"]!["uid"]!.ToString();
        var generation = current["metadata"]!["generation"]!.GetValue<long>();
        metadata["generation"] = JsonNode.DeepEquals(current["spec"], changed["spec"]) ? generation : generation + 1;
        var goes = metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 };
        return Store(path, changed, goes ? WatchEventType.Deleted : WatchEventType.Modified);
    }

    private JsonObject Store(string path, JsonObject stored, WatchEventType type)
    {
        stored["metadata"]!["resourceVersion"] = Text(++_version);
        if (type == WatchEventType.Deleted)
            _objects.Remove(path);
        else
            _objects[path] = stored;
        foreach (var (prefix, channel) in _watches)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                channel.Writer.TryWrite((type, stored));
        }
        return stored;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject existing)
                Merge(existing, inner);
            else
                target[name] = value.DeepClone();
        }
    }

    private static string PathOf<T>(string? namespaceName, string name) =>
        $"{KubernetesKind.Of<T>().Plural}/{namespaceName ?? ""}/{name}";

    private static T As<T>(JsonObject stored) => TestTypes.Json.Deserialize<T>(stored.DeepClone());

    private static long Version(JsonObject stored) =>
        long.Parse(stored["metadata"]!["resourceVersion"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
