using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>Lists and watches of <see cref="CacheCluster"/> whose every answer a test gives, when it likes.</summary>
internal sealed class ScriptedClient : IKubernetesClient
{
    private readonly Channel<object> _lists = Channel.CreateUnbounded<object>();
    private Channel<WatchEvent<CacheCluster>> _watch = Channel.CreateUnbounded<WatchEvent<CacheCluster>>();
    private int _listCalls;

    public string DefaultNamespace => "default";

    /// <summary>How often a list was asked for.</summary>
    public int Lists => Volatile.Read(ref _listCalls);

    /// <summary>Where each watch was to begin.</summary>
    public ConcurrentQueue<string> WatchVersions { get; } = new();

    public void AnswerList(string version, params CacheCluster[] items) => AnswerList(version, items, []);

    public void AnswerList(string version, CacheCluster[] items, UndecodableObject[] undecodable) =>
        _lists.Writer.TryWrite(new ObjectList<CacheCluster>
        {
            Metadata = new() { ResourceVersion = version },
            Items = items,
            Undecodable = undecodable,
        });

    public void FailList(Exception error) => _lists.Writer.TryWrite(error);

    public void Send(WatchEventType type, CacheCluster value) => _watch.Writer.TryWrite(new WatchEvent<CacheCluster>
    {
        Type = type,
        Key = value.Key(),
        ResourceVersion = value.Metadata.ResourceVersion!,
        Value = value,
    });

    public void SendBookmark(string version) => _watch.Writer.TryWrite(
        new WatchEvent<CacheCluster> { Type = WatchEventType.Bookmark, Key = default, ResourceVersion = version });

    public void SendUndecodable(ObjectKey key, string version) => _watch.Writer.TryWrite(
        new WatchEvent<CacheCluster> { Type = WatchEventType.Modified, Key = key, ResourceVersion = version, DecodeError = "odd" });

    public void EndWatch(Exception? error = null) => _watch.Writer.TryComplete(error);

    public async Task<ObjectList<T>> ListPageAsync<T>(string? namespaceName, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Interlocked.Increment(ref _listCalls);
        var answer = await _lists.Reader.ReadAsync(cancellationToken);
        return answer is Exception error ? throw error : (ObjectList<T>)answer;
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? namespaceName, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var watch = _watch = Channel.CreateUnbounded<WatchEvent<CacheCluster>>();
        WatchVersions.Enqueue(options!.ResourceVersion!);
        while (await WaitAsync(watch, cancellationToken))
        {
            while (watch.Reader.TryRead(out var watchEvent))
                yield return (WatchEvent<T>)(object)watchEvent;
        }
    }

    public Task<T> GetAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T?> FindAsync<T>(string name, string? namespaceName, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> UpdateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> UpdateStatusAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> PatchAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> PatchStatusAsync<T>(ObjectKey key, KubernetesPatch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<T> ApplyStatusAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<JsonNode> SendAsync(HttpMethod method, string pathAndQuery, JsonNode? body, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<VersionInfo> GetVersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private static async ValueTask<bool> WaitAsync(Channel<WatchEvent<CacheCluster>> watch, CancellationToken cancellationToken) =>
        await watch.Reader.WaitToReadAsync(cancellationToken);
}
