namespace K8sCache.Router.Routing;

/// <summary>Requests of one loop, used again and again; no locks, no allocation once warm.</summary>
internal sealed class RequestPool
{
    /// <summary>More than this many unused ones are left to the garbage collector.</summary>
    private const int RetainedMax = 16_384;

    private PendingRequest? _free;
    private int _count;

    public PendingRequest Rent()
    {
        if (_free is not { } request)
            return new PendingRequest();
        _free = request.Next;
        _count--;
        request.Next = null;
        return request;
    }

    /// <summary>Takes it back unless somebody still holds it.</summary>
    public void Release(PendingRequest request)
    {
        if (request.IsHeld)
            return;
        request.Reset();
        if (_count >= RetainedMax)
            return;
        request.Next = _free;
        _free = request;
        _count++;
    }
}
