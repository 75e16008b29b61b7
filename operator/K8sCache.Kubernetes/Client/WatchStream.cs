using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client.Http;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>One watch request: a JSON event a line, for as long as the server keeps it open.</summary>
internal sealed class WatchStream<T>(
    ApiTransport transport, ObjectJson json, TimeProvider timeProvider, string? namespaceName, WatchOptions options)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    // etcd refuses objects over 1.5 MiB; as JSON and with managedFields that may grow a few times.
    private const int MaxEventBytes = 16 << 20;

    // The server ends the stream at its timeout; if it doesn't within this, it hangs.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">The connection broke, or the server hangs.</exception>
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = options.Timeout is { } timeout ? timeout + Grace : Timeout.InfiniteTimeSpan;
        using var deadline = new CancellationTokenSource(limit, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await using var lines = await OpenAsync(both.Token, cancellationToken);
        while (await NextAsync(lines, both.Token, cancellationToken) is { } line)
            yield return Parse(line);
    }

    private async Task<WatchLines> OpenAsync(CancellationToken both, CancellationToken caller)
    {
        var path = KubernetesKind.Of<T>().Path(namespaceName) + options.ToQuery();
        try
        {
            var response = await transport.StartAsync(HttpMethod.Get, path, null, both);
            var stream = await response.Content.ReadAsStreamAsync(both);
            return new WatchLines(response, PipeReader.Create(stream), MaxEventBytes);
        }
        catch (OperationCanceledException error) when (!caller.IsCancellationRequested)
        {
            throw new IOException("The watch was not opened in time.", error);
        }
    }

    private static async ValueTask<byte[]?> NextAsync(WatchLines lines, CancellationToken both, CancellationToken caller)
    {
        try
        {
            return await lines.NextAsync(both);
        }
        catch (OperationCanceledException error) when (!caller.IsCancellationRequested)
        {
            throw new IOException("The watch outlived its timeout.", error);
        }
    }

    private WatchEvent<T> Parse(byte[] line)
    {
        var raw = json.Deserialize<RawWatchEvent>(line);
        if (raw.Type == "ERROR")
            throw new ApiException(json.Deserialize<V1Status>(raw.Object));

        var watchEvent = new WatchEvent<T>
        {
            Type = raw.Type switch
            {
                "ADDED" => WatchEventType.Added,
                "MODIFIED" => WatchEventType.Modified,
                "DELETED" => WatchEventType.Deleted,
                "BOOKMARK" => WatchEventType.Bookmark,
                _ => throw new JsonException($"unknown watch event type '{raw.Type}'"),
            },
            Key = ObjectDecoder.ReadKey(raw.Object),
            ResourceVersion = ObjectDecoder.ReadMetadata(raw.Object, "resourceVersion"),
        };
        if (watchEvent.Type == WatchEventType.Bookmark)
            return watchEvent;
        return ObjectDecoder.TryDecode<T>(raw.Object, json, out var value, out var error)
            ? watchEvent with { Value = value }
            : watchEvent with { DecodeError = error };
    }
}
