using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>
/// Follows one resource for as long as it exists: all objects there are, then each change; again from all objects when the watch
/// was lost, so that what happened in between is never missed.
/// </summary>
internal sealed class ResourceWatch(
    IClusterApi api, GroupResource resource, Action<IReadOnlyList<JsonObject>> sync, Action<WatchEvent> handle, TimeProvider time)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await FollowOnce(cancellation);
                await Task.Delay(RetryDelay, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task FollowOnce(CancellationToken cancellation)
    {
        try
        {
            var watch = api.Watch(resource, new WatchOptions(), cancellation);
            var present = new List<JsonObject>();
            while (present.Count < watch.InitialCount)
                present.Add((await watch.Events.ReadAsync(cancellation)).Object);
            sync(present);
            await foreach (var change in watch.Events.ReadAllAsync(cancellation))
                handle(change);
        }
        catch (ApiException)
        {
            // Fell too far behind, or the resource is not there (yet): list again.
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            // Ended while the first objects were read.
        }
    }
}
