using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>A client's unanswered requests in the order it sent them, which is the order it gets its replies in.</summary>
internal sealed class ReplyOrder(PendingTotals totals)
{
    private PendingRequest? _last;

    public PendingRequest? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>How many of them are writes.</summary>
    public int WriteCount { get; private set; }

    public bool IsEmpty => First is null;

    public void Append(PendingRequest request)
    {
        request.InOrder = true;
        if (_last is null)
            totals.Clients++;
        totals.Requests++;
        if (_last is null)
            First = request;
        else
            _last.Next = request;
        _last = request;
        Count++;
        if (request.IsWrite)
            WriteCount++;
    }

    public PendingRequest RemoveFirst()
    {
        var request = First!;
        First = request.Next;
        if (First is null)
        {
            _last = null;
            totals.Clients--;
        }

        totals.Requests--;
        request.Next = null;
        request.InOrder = false;
        Count--;
        if (request.IsWrite)
            WriteCount--;
        return request;
    }
}
