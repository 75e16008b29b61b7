using System.Threading.Channels;

namespace K8sCache.LocalCluster.Storage;

/// <summary>A subscription to one resource's writes, in version order. Dispose ends it.</summary>
public sealed class StoreWatch(ChannelReader<StoreEvent> events, Action unsubscribe) : IDisposable
{
    /// <summary>Fails with <see cref="CompactedException"/> when the reader falls behind the history kept.</summary>
    public ChannelReader<StoreEvent> Events { get; } = events;

    public void Dispose() => unsubscribe();
}
