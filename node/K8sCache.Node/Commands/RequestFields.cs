using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Fields, members or keys (step 1) or field-value pairs (step 2) among a request's arguments.</summary>
internal readonly ref struct RequestFields : IFieldList
{
    private readonly RespRequest _request;
    private readonly int _first;
    private readonly int _step;

    /// <summary>All from the third argument on, where most commands have them.</summary>
    public RequestFields(RespRequest request, int step)
        : this(request, step, 2, (request.Count - 2) / step)
    {
    }

    public RequestFields(RespRequest request, int step, int first, int count)
    {
        _request = request;
        _step = step;
        _first = first;
        Count = count;
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Field(int index) => _request[_first + (index * _step)];

    public ReadOnlySpan<byte> Value(int index) => _request[_first + (index * _step) + 1];
}
