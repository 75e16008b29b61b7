namespace K8sCache.Router.Routing;

/// <summary>Requests in the order a node will answer them: a ring that grows by doubling and never shrinks.</summary>
internal sealed class RequestQueue
{
    private PendingRequest?[] _ring = new PendingRequest?[64];
    private int _head;

    public int Count { get; private set; }

    public PendingRequest this[int index] => _ring[(_head + index) & (_ring.Length - 1)]!;

    public void Enqueue(PendingRequest request)
    {
        if (Count == _ring.Length)
            Grow();
        _ring[(_head + Count++) & (_ring.Length - 1)] = request;
        request.InQueue = true;
    }

    public PendingRequest Dequeue()
    {
        var request = _ring[_head]!;
        _ring[_head] = null;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        request.InQueue = false;
        return request;
    }

    /// <summary>Puts another one into the place of the oldest.</summary>
    public void ReplaceFirst(PendingRequest request)
    {
        _ring[_head]!.InQueue = false;
        _ring[_head] = request;
        request.InQueue = true;
    }

    private void Grow()
    {
        var larger = new PendingRequest?[_ring.Length * 2];
        for (var index = 0; index < Count; index++)
            larger[index] = this[index];
        _ring = larger;
        _head = 0;
    }
}
