using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Eviction;

/// <summary>
/// S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023) with an adaptive small queue.
/// New entries enter a small queue; those used while in it move to the main queue, the others leave early and are
/// remembered as ghosts; a ghost that comes back goes straight to main. Main is a FIFO that gives a used entry another
/// round. So a scan passes through the small queue and leaves the main one alone.
/// </summary>
internal struct S3FifoPolicy(int linesPerPageShift, ShardMemory memory) : IEvictionPolicy
{
    private GhostTable _ghosts = new(linesPerPageShift, memory);
    private AdaptiveShare _share = new();

    public readonly long Bytes => _ghosts.Bytes;

    public readonly void Prefetch(uint hash) => _ghosts.Prefetch(hash);

    public LogQueue Admit(uint hash, long entryCount)
    {
        var returned = _ghosts.Take(hash, entryCount);
        _share.Learn(returned, entryCount);
        return returned is GhostHit.FromSmall or GhostHit.FromSmallRecently ? LogQueue.Main : LogQueue.Small;
    }

    public LogQueue QueueToSweep(long smallSize, long mainSize) =>
        (_share.IsFull(smallSize, smallSize + mainSize) && smallSize != 0) || mainSize == 0
            ? LogQueue.Small
            : LogQueue.Main;

    public readonly bool Keeps(LogQueue queue, int uses, out int usesLeft)
    {
        usesLeft = queue == LogQueue.Small ? 0 : uses - 1;
        return uses > 0;
    }

    public void Prepare(long entryCount) => _ghosts.Grow(entryCount);

    public void Evicted(uint hash, LogQueue queue, long entryCount)
    {
        _ghosts.Fit(entryCount);
        _ghosts.Remember(hash, queue, entryCount);
    }

    public void Clear()
    {
        _ghosts.Clear();
        _share = new();
    }
}
