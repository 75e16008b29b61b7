using System.Text.Json.Nodes;
using System.Threading.Channels;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Controllers.Collection;

/// <summary>Watches every resource there is, those of later CRDs too, and lets the collector look whenever something concerns it.</summary>
internal sealed class GarbageCollectorLoop(IClusterApi api, ResourceRegistry registry, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<GroupResource, (CancellationTokenSource Stop, Task Done)> _watches = [];
    private readonly Lock _lock = new();

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        void Rewatch() => WatchAll(cancellation);
        registry.Changed += Rewatch;
        try
        {
            Rewatch();
            await CollectWhenWanted(cancellation);
        }
        finally
        {
            registry.Changed -= Rewatch;
            await Task.WhenAll(StopAll());
        }
    }

    private async Task CollectWhenWanted(CancellationToken cancellation)
    {
        var collector = new GarbageCollector(api, registry);
        try
        {
            await foreach (var _ in _wanted.Reader.ReadAllAsync(cancellation))
            {
                if (!Collect(collector))
                    continue;
                await Task.Delay(RetryDelay / 100, time, cancellation);
                _wanted.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private bool Collect(GarbageCollector collector)
    {
        try
        {
            return collector.Collect();
        }
        catch (ApiException error)
        {
            ControllerLog.Failed(log, "generic-garbage-collector", "", "", error.Message);
            return true;
        }
    }

    private void WatchAll(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (cancellation.IsCancellationRequested)
                return;
            var present = GarbageCollector.Collectable(registry).ToHashSet();
            foreach (var gone in _watches.Keys.Where(resource => !present.Contains(resource)).ToList())
            {
                _watches[gone].Stop.Cancel();
                _watches.Remove(gone);
            }

            foreach (var added in present.Where(resource => !_watches.ContainsKey(resource)))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var watch = new ResourceWatch(api, added, Consider, change => Consider(change), time);
                _watches[added] = (stop, Task.Run(() => watch.Run(stop.Token), stop.Token));
            }
        }

        // A kind that is gone may have owned something.
        _wanted.Writer.TryWrite(true);
    }

    private void Consider(IReadOnlyList<JsonObject> present)
    {
        if (present.Any(Concerns))
            _wanted.Writer.TryWrite(true);
    }

    private void Consider(WatchEvent change)
    {
        if (change.Type == WatchEventType.Deleted || Concerns(change.Object))
            _wanted.Writer.TryWrite(true);
    }

    private static bool Concerns(JsonObject subject) =>
        subject.IsTerminating() || (subject.At("metadata", "ownerReferences") is JsonArray { Count: > 0 } && subject.Generation() <= 1);

    private List<Task> StopAll()
    {
        lock (_lock)
        {
            foreach (var (stop, _) in _watches.Values)
                stop.Cancel();
            return [.. _watches.Values.Select(watch => watch.Done.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))];
        }
    }
}
