using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>
/// An API server small enough to reason about: uids, versions, conflicts, and the two update paths. What it does not
/// do throws. Reads through <see cref="IClusterObjects"/> see every write at once.
/// </summary>
internal sealed class FakeKubernetes : IKubernetesClient, IClusterObjects
{
    private readonly Dictionary<(Type Type, ObjectKey Key), IKubernetesObject<V1ObjectMeta>> _objects = [];
    private readonly Dictionary<(Type Type, ObjectKey Key), string> _asStored = [];
    private long _version;

    /// <summary>Every write that reached the server, as <c>verb Kind name</c>.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>While set, every call fails with it: the API server is away.</summary>
    public Exception? Outage { get; set; }

    /// <summary>A policy that refuses objects it returns true for.</summary>
    public Func<IKubernetesObject<V1ObjectMeta>, bool> Refuses { get; set; } = _ => false;

    public bool HasServiceMonitors { get; set; }

    /// <summary>What objects are stamped by as they are made.</summary>
    public TimeProvider Time { get; init; } = new ManualTime();

    public string DefaultNamespace => "default";

    public T? Find<T>(ObjectKey key)
        where T : class, IKubernetesObject<V1ObjectMeta> => (T?)_objects.GetValueOrDefault((typeof(T), key));

    /// <summary>As the informers' caches: what has not our labels never enters them.</summary>
    T? IClusterObjects.Find<T>(ObjectKey key)
        where T : class => Find<T>(key) is { } found && found.GetLabel(Labels.Name) == Labels.NameValue
            && found.GetLabel(Labels.ManagedBy) == Labels.ManagedByValue ? found : null;

    public IReadOnlyList<T> List<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> => [.. _objects.Values.OfType<T>().OrderBy(obj => obj.Metadata.Name, StringComparer.Ordinal)];

    public IReadOnlyList<V1Pod> Pods(ObjectKey cluster, string component) =>
        [.. List<V1Pod>().Where(pod => pod.GetLabel(Labels.Instance) == cluster.Name && pod.GetLabel(Labels.Component) == component)];

    public Task<bool> KnowsServiceMonitorsAsync(CancellationToken cancellationToken) => Task.FromResult(HasServiceMonitors);

    /// <summary>Stores an object as a user or another controller would, without a check.</summary>
    public T Put<T>(T obj)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var key = (typeof(T), obj.Key());
        var before = _objects.GetValueOrDefault(key);
        var version = (++_version).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var stored = OperatorTypes.Json.Deserialize<T>(OperatorTypes.Json.ToNode(WithoutSpec(obj)));
        if (obj is CacheCluster cluster)
            ((CacheCluster)(object)stored).Spec = cluster.Spec;
        stored.Metadata = stored.Metadata with
        {
            Uid = before?.Metadata.Uid ?? obj.Metadata.Uid ?? $"uid-{version}",
            ResourceVersion = version,
            Generation = (before?.Metadata.Generation ?? 0) + 1,
            CreationTimestamp = before?.Metadata.CreationTimestamp ?? obj.Metadata.CreationTimestamp ?? Time.GetUtcNow().UtcDateTime,
        };
        return Store(stored);
    }

    /// <summary>
    /// Fails where someone wrote to an object that was read from here, as from an informer's cache: the package's objects
    /// allow it, and everyone else who reads that object would see it.
    /// </summary>
    public void AssertNoneWrittenTo() => Assert.All(
        _asStored, stored => Assert.Equal(stored.Value, OperatorTypes.Json.Serialize(WithoutSpec(_objects[stored.Key]))));

    public void Remove<T>(ObjectKey key)
        where T : class, IKubernetesObject<V1ObjectMeta> => Forget((typeof(T), key));

    /// <summary>Removes what has that name, of all kinds but pods.</summary>
    public void RemoveAny(ObjectKey key)
    {
        foreach (var found in _objects.Keys.Where(found => found.Key == key && found.Type != typeof(V1Pod)).ToList())
            Forget(found);
    }

    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => Write("apply", obj, () => Put(WithServersPart(obj)));

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => Write("create", obj, () =>
            Find<T>(obj.Key()) is null ? Put(obj) : throw Failure(409, StatusReasons.AlreadyExists));

    public Task<T> UpdateAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => Write("update", obj, () => Put(AtVersion(obj)));

    public Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => Write("status", obj, () =>
        {
            var before = Find<T>(obj.Key()) ?? throw Failure(404, StatusReasons.NotFound);
            var version = before.Metadata.Generation;
            var stored = (CacheCluster)(IKubernetesObject<V1ObjectMeta>)before with { Status = ((CacheCluster)(IKubernetesObject<V1ObjectMeta>)obj).Status };
            var kept = Put((T)(IKubernetesObject<V1ObjectMeta>)stored);
            kept.Metadata.Generation = version;
            return Store(kept);
        });

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var stored = Find<T>(key) ?? throw Failure(404, StatusReasons.NotFound);
        return Write("delete", stored, () =>
        {
            Remove<T>(key);
            return stored;
        });
    }

    public Task<T?> FindAsync<T>(string name, string? namespaceName = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => Task.FromResult(Find<T>(new ObjectKey(namespaceName ?? "", name)));

    public Task<T> GetAsync<T>(string name, string? namespaceName = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<ObjectList<T>> ListPageAsync<T>(string? namespaceName = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    /// <summary>JSON patches that test, replace and add whole members.</summary>
    public Task<T> PatchAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var stored = Find<T>(key) ?? throw Failure(404, StatusReasons.NotFound);
        return Write("patch", stored, () => Put(OperatorTypes.Json.Deserialize<T>(Patched(OperatorTypes.Json.ToNode(stored), patch.Body.AsArray()))));
    }

    public Task<T> PatchStatusAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? namespaceName = null, WatchOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<JsonNode> SendAsync(HttpMethod method, string pathAndQuery, JsonNode? body = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static JsonNode Patched(JsonNode node, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            var path = ((string)operation!["path"]!).Split('/')[1..].Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToList();
            var parent = path.SkipLast(1).Aggregate((JsonNode?)node, (at, part) => at?[part]);
            if ((string?)operation["op"] is not ("test" or "replace" or "add"))
                throw new NotSupportedException();
            if ((string?)operation["op"] == "test" && !JsonNode.DeepEquals(parent?[path[^1]], operation["value"]))
                throw Failure(422, StatusReasons.Invalid);
            parent![path[^1]] = operation["value"]?.DeepClone();
        }

        return node;
    }

    private Task<T> Write<T>(string verb, T obj, Func<T> write)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (Outage is not null)
            return Task.FromException<T>(Outage);
        if (Refuses(obj))
            return Task.FromException<T>(Failure(403, StatusReasons.Forbidden));
        try
        {
            var stored = write();
            Writes.Add($"{verb} {KubernetesKind.Of<T>().Kind} {obj.Metadata.Name}");
            return Task.FromResult(stored);
        }
        catch (ApiException error)
        {
            return Task.FromException<T>(error);
        }
    }

    private T Store<T>(T obj)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var key = (typeof(T), obj.Key());
        _objects[key] = obj;
        _asStored[key] = OperatorTypes.Json.Serialize(WithoutSpec(obj));
        return obj;
    }

    /// <summary>A cluster's spec is nothing anyone could write to, and may be what cannot be written down.</summary>
    private static IKubernetesObject<V1ObjectMeta> WithoutSpec(IKubernetesObject<V1ObjectMeta> obj) =>
        obj is CacheCluster cluster ? cluster with { Spec = new() } : obj;

    private void Forget((Type Type, ObjectKey Key) key)
    {
        _objects.Remove(key);
        _asStored.Remove(key);
    }

    private T AtVersion<T>(T obj)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var stored = Find<T>(obj.Key()) ?? throw Failure(404, StatusReasons.NotFound);
        return stored.Metadata.ResourceVersion == obj.Metadata.ResourceVersion ? obj : throw Failure(409, StatusReasons.Conflict);
    }

    /// <summary>Applied objects keep what others wrote: the status, and what the server chose.</summary>
    private T WithServersPart<T>(T obj)
        where T : class, IKubernetesObject<V1ObjectMeta> => (Find<T>(obj.Key()), obj) switch
        {
            (V1StatefulSet stored, V1StatefulSet set) => (T)(IKubernetesObject<V1ObjectMeta>)(set with { Status = stored.Status }),
            (_, V1Service { Spec: { ClusterIP: null } spec } service) =>
                (T)(IKubernetesObject<V1ObjectMeta>)(service with { Spec = spec with { ClusterIP = "10.96.0.1" } }),
            _ => obj,
        };

    private static ApiException Failure(int code, string reason) => new(new V1Status
    {
        Status = "Failure",
        Code = code,
        Reason = reason,
        Message = reason,
        Details = new V1StatusDetails { Name = "x" },
    });
}
