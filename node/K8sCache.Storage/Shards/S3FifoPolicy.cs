using System.Diagnostics;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>
/// S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023) with an adaptive small queue.
/// New entries enter a small queue; those used while in it move to the main queue, the others leave early and are
/// remembered as ghosts; a ghost that comes back goes straight to main. Main is a FIFO that gives a used entry another
/// round. So a scan passes through the small queue and leaves the main one alone.
/// </summary>
internal struct S3FifoPolicy : IEvictionPolicy
{
    private const int None = FifoQueue.None;

    /// <summary>Uses counted at most: how many rounds of the main queue a once hot entry survives.</summary>
    private const byte MaxUses = 3;

    private PagedArray<FifoLink> _links = new();
    private FifoQueue _small = new();
    private FifoQueue _main = new();
    private EvictionGhosts _ghosts = new();
    private AdaptiveShare _share = new();

    public S3FifoPolicy()
    {
    }

    public readonly long PageBytes => PagedArray<FifoLink>.PageBytes + EvictionGhosts.PageBytes;

    private readonly int Count => _small.Count + _main.Count;

    public void AddPage()
    {
        _links.AddPage();
        _ghosts.AddPage();
    }

    public void Added(int index, uint hash)
    {
        var returned = _ghosts.Take(hash, Count);
        _share.Learn(returned, Count);
        var wasWanted = returned is GhostHit.FromSmall or GhostHit.FromSmallRecently;
        _links.At(index) = new FifoLink { Hash = hash, IsMain = wasWanted };
        if (wasWanted)
            _main.Add(index, ref _links);
        else
            _small.Add(index, ref _links);
    }

    public void Used(int index)
    {
        ref var link = ref _links.At(index);
        if (link.Uses < MaxUses)
            link.Uses++;
    }

    public readonly int UsesOf(int index) => _links.At(index).Uses;

    public int ChooseVictim()
    {
        if (_small.Count >= _share.SmallLimit(Count) || _main.Count == 0)
        {
            while (_small.Oldest != None)
            {
                var oldest = _small.Oldest;
                if (_links.At(oldest).Uses == 0)
                {
                    _ghosts.Remember(_links.At(oldest).Hash, fromMain: false);
                    return oldest;
                }
                Promote(oldest);
            }
        }
        return OldestUnusedOfMain();
    }

    public void Removed(int index)
    {
        if (_links.At(index).IsMain)
            _main.Remove(index, ref _links);
        else
            _small.Remove(index, ref _links);
    }

    public void Clear()
    {
        _links.Clear();
        _small = new();
        _main = new();
        _ghosts = new();
        _share = new();
    }

    private void Promote(int index)
    {
        _small.Remove(index, ref _links);
        ref var link = ref _links.At(index);
        link.Uses = 0;
        link.IsMain = true;
        _main.Add(index, ref _links);
    }

    private int OldestUnusedOfMain()
    {
        // Ends: each round takes a use from every entry passed, and there are at most MaxUses.
        while (_main.Oldest != None)
        {
            var oldest = _main.Oldest;
            ref var link = ref _links.At(oldest);
            Debug.Assert(link.IsMain, "an entry of main is marked so");
            if (link.Uses == 0)
            {
                _ghosts.Remember(link.Hash, fromMain: true);
                return oldest;
            }
            link.Uses--;
            _main.Remove(oldest, ref _links);
            _main.Add(oldest, ref _links);
        }
        return None;
    }
}
