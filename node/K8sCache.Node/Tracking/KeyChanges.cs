using System.Collections.Concurrent;
using K8sCache.Node.Serving;
using K8sCache.Node.Transactions;
using K8sCache.Storage;

namespace K8sCache.Node.Tracking;

/// <summary>Tells those who asked of keys that changed: transactions that watch them, clients that may have cached them.</summary>
/// <remarks>
/// <see cref="IsObserved"/> is read without a lock, after the write: who asked before it took the key's shard lock for its own
/// read is seen by whoever takes that lock later to write.
/// </remarks>
internal sealed class KeyChanges(NodeContext node)
{
    private const int ShrinkStep = 1000;

    private readonly WatchedKeys _watched = new();
    private readonly ConcurrentQueue<byte[]> _removed = new();
    private int _isPosted;

    /// <summary>Whether anybody asked; else a write need not say anything.</summary>
    public bool IsObserved => _watched.Count > 0 || Table.ClientCount > 0;

    public int WatchedKeyCount => _watched.Count;

    public TrackingTable Table { get; } = new();

    public void Watch(byte[] key, Watch watch) => _watched.Add(key, watch);

    public void Unwatch(Watch watch) => _watched.Remove(watch);

    public void Track(ClientTracking client)
    {
        Table.Add(client);
        // Nobody else needs to hear of what the engine removes: WATCH looks at the time. Before the client's first read,
        // so set by each that tracks, and not left to the first, who may not have come to it yet.
        node.Engine.Removals ??= OnRemoved;
    }

    /// <summary>A key was written, by a client or by its primary; on the loop's thread.</summary>
    /// <param name="loop">The loop it was written on.</param>
    /// <param name="key">The key.</param>
    /// <param name="writer">The tracking of the client that wrote it, if it tracks.</param>
    public void Wrote(LoopState loop, ReadOnlySpan<byte> key, ClientTracking? writer)
    {
        _watched.Touch(key);
        if (Table.ClientCount > 0)
            loop.Invalidations.Add(key.ToArray(), writer);
    }

    /// <summary>Everything was removed, or of so many slots that it is told as everything; on the loop's thread.</summary>
    public void Flushed(LoopState loop)
    {
        if (Table.ClientCount > 0)
            loop.Invalidations.AddFlush();
    }

    /// <summary>Slots are not served here any more: who read of them here will not hear of writes. From any thread.</summary>
    public void SlotsLost(bool[] slots)
    {
        if (Table.ClientCount > 0 && slots.Contains(true))
            node.Loops[0].Loop.Post(_ => node.Loops[0].Invalidations.AddLostSlots(slots), null);
    }

    /// <summary>The bound of remembered keys was changed: those past it are told as if they had been written. From any thread.</summary>
    public void KeepToBound() => node.Loops[0].Loop.Post(static self => ((KeyChanges)self!).Shrink(), this);

    private void Shrink()
    {
        var taken = Table.TakeExcess(node.Settings.TrackingTableMaxKeys, ShrinkStep);
        foreach (var tracked in taken)
            node.Loops[0].Invalidations.AddForgotten(tracked);
        // Some a turn, so that nobody waits for all of them.
        if (taken.Count == ShrinkStep)
            KeepToBound();
    }

    /// <summary>Called under a shard's lock, on whatever thread.</summary>
    private void OnRemoved(ReadOnlySpan<byte> key, RemovalReason reason)
    {
        if (Table.ClientCount == 0)
            return;
        _removed.Enqueue(key.ToArray());
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
            node.Loops[0].Loop.Post(static self => ((KeyChanges)self!).PassRemoved(), this);
    }

    private void PassRemoved()
    {
        // A full fence, as in OnRemoved: or the queue might be found empty before others see that it must be posted again.
        Interlocked.Exchange(ref _isPosted, 0);
        while (_removed.TryDequeue(out var key))
            node.Loops[0].Invalidations.Add(key, null);
    }
}
