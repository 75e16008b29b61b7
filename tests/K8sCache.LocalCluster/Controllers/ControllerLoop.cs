using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>Drives one reconciler: watches → queue → one worker, failed keys again with a delay that doubles up to a limit.</summary>
internal sealed class ControllerLoop(IReconciler reconciler, IClusterApi api, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ObjectKey, TimeSpan> _retries = [];

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var queue = new WorkQueue(time);
        var watches = reconciler.Triggers.Select(trigger => Follow(trigger, queue, cancellation));
        await Task.WhenAll([.. watches, Work(queue, cancellation)]);
    }

    private Task Follow(Trigger trigger, WorkQueue queue, CancellationToken cancellation)
    {
        var watch = new ResourceWatch(
            api,
            trigger.Resource,
            present => Enqueue(present.SelectMany(trigger.Keys)),
            change => Enqueue(trigger.Keys(change.Object)),
            time);
        return watch.Run(cancellation);

        void Enqueue(IEnumerable<ObjectKey> keys)
        {
            foreach (var key in keys)
                queue.Add(key);
        }
    }

    private async Task Work(WorkQueue queue, CancellationToken cancellation)
    {
        // Leaves the caller's thread: reconciling is synchronous and must not hold up whoever starts the controllers.
        await Task.Yield();
        try
        {
            while (true)
            {
                var key = await queue.Take(cancellation);
                if (Attempt(key) is { } again)
                    queue.AddAfter(key, again);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private TimeSpan? Attempt(ObjectKey key)
    {
        try
        {
            var again = reconciler.Reconcile(key);
            _retries.Remove(key);
            return again;
        }
        catch (ApiException error)
        {
            // Two answers are part of the trade and not worth a line: a conflict means that the object has changed since it was
            // read, and what is forbidden to a controller is only ever to create in a namespace that is going away.
            if (!error.IsConflict && error.Code != 403)
                ControllerLog.Failed(log, reconciler.Name, key.Namespace, key.Name, error.Message);
            return NextRetry(key);
        }
#pragma warning disable CA1031 // A bug in one controller, met by one odd object, must not end the control plane: it is logged and retried.
        catch (Exception error)
#pragma warning restore CA1031
        {
            ControllerLog.Broke(log, error, reconciler.Name, key.Namespace, key.Name);
            return NextRetry(key);
        }
    }

    private TimeSpan NextRetry(ObjectKey key)
    {
        var delay = _retries.TryGetValue(key, out var last) ? last * 2 : FirstRetry;
        return _retries[key] = delay < LastRetry ? delay : LastRetry;
    }
}
