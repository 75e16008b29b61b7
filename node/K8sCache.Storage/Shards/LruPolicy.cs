using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>Exact least-recently-used order of one shard: a doubly linked list over table indices.</summary>
internal struct LruPolicy : IEvictionPolicy
{
    private const int None = -1;

    private PagedArray<Link> _links = new();
    private int _newest = None;
    private int _oldest = None;

    public LruPolicy()
    {
    }

    public readonly long PageBytes => PagedArray<Link>.PageBytes;

    public readonly int Victim => _oldest;

    public void AddPage() => _links.AddPage();

    public void Added(int index)
    {
        _links.At(index) = new Link { Newer = None, Older = _newest };
        if (_newest != None)
            _links.At(_newest).Newer = index;
        else
            _oldest = index;
        _newest = index;
    }

    public void Used(int index)
    {
        if (index == _newest)
            return;
        Removed(index);
        Added(index);
    }

    public void Removed(int index)
    {
        var link = _links.At(index);
        if (link.Newer != None)
            _links.At(link.Newer).Older = link.Older;
        else
            _newest = link.Older;
        if (link.Older != None)
            _links.At(link.Older).Newer = link.Newer;
        else
            _oldest = link.Newer;
    }

    public void Clear()
    {
        _links.Clear();
        _newest = None;
        _oldest = None;
    }

    private struct Link
    {
        public int Newer;
        public int Older;
    }
}
