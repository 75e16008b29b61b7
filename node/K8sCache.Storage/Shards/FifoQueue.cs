using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>A doubly linked queue over table indices; the links live in the policy's pages.</summary>
internal struct FifoQueue
{
    public const int None = -1;

    private int _newest = None;

    public FifoQueue()
    {
    }

    public int Oldest { get; private set; } = None;

    public int Count { get; private set; }

    public void Add(int index, ref PagedArray<FifoLink> links)
    {
        ref var link = ref links.At(index);
        link.Newer = None;
        link.Older = _newest;
        if (_newest != None)
            links.At(_newest).Newer = index;
        else
            Oldest = index;
        _newest = index;
        Count++;
    }

    public void Remove(int index, ref PagedArray<FifoLink> links)
    {
        ref var link = ref links.At(index);
        if (link.Newer != None)
            links.At(link.Newer).Older = link.Older;
        else
            _newest = link.Older;
        if (link.Older != None)
            links.At(link.Older).Newer = link.Newer;
        else
            Oldest = link.Newer;
        Count--;
    }
}
