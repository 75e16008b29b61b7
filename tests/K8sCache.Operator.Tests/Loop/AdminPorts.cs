using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Tests.Loop;

/// <summary>Opens an admin port for every pod of ours that gets an address, and closes it when the pod goes.</summary>
internal sealed class AdminPorts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, AdminPort> _byPod = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public AdminPorts(IClusterApi api) => _running = FollowAsync(api);

    /// <summary>Waits until the operator has looked at every pod this many times more.</summary>
    public async Task AskedAsync(int times)
    {
        var before = _byPod.ToDictionary(pod => pod.Key, pod => pod.Value.Questions);
        await Eventually.True(
            () => before.All(pod => _byPod.TryGetValue(pod.Key, out var port) && port.Questions >= pod.Value + times),
            $"{times} passes of the operator", LocalWorld.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped as asked.
        }

        foreach (var port in _byPod.Values)
            await port.DisposeAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync(IClusterApi api)
    {
        var watch = api.Watch(KnownResources.Pods, new WatchOptions { LabelSelector = LocalWorld.Selector }, _stop.Token);
        await foreach (var change in watch.Events.ReadAllAsync(_stop.Token))
        {
            var uid = Text(change.Object["metadata"], "uid")!;
            if (change.Type == WatchEventType.Deleted)
            {
                if (_byPod.TryRemove(uid, out var gone))
                    await gone.DisposeAsync();
            }
            else if (Text(change.Object["status"], "podIP") is { } ip && !_byPod.ContainsKey(uid))
            {
                var cluster = Text(change.Object["metadata"]!["labels"], Labels.Instance)!;
                // A pod does not start before its Secret is there: one that is just deleted comes again with the next cluster of its name.
                JsonNode? secret = null;
                await Eventually.True(
                    () => (secret = api.Find(KnownResources.Secrets, LocalWorld.Namespace, Names.Identity(cluster))) is not null,
                    $"the identity of {cluster} is there", LocalWorld.Patience).WaitAsync(_stop.Token);
                var token = Encoding.ASCII.GetString(Convert.FromBase64String(Text(secret!["data"], Names.IdentityMember)!));
                _byPod[uid] = await AdminPort.StartAsync(Text(change.Object["metadata"], "name")!, uid, IPAddress.Parse(ip), token, _stop.Token);
            }
        }
    }

    private static string? Text(JsonNode? node, string member) => (string?)node?[member];
}
