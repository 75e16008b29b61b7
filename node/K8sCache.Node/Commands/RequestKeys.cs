using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>A request's arguments from an index on, as keys or elements.</summary>
internal readonly ref struct RequestKeys(RespRequest request, int first) : IKeyList
{
    private readonly RespRequest _request = request;

    public int Count => _request.Count - first;

    public ReadOnlySpan<byte> Key(int index) => _request[first + index];
}
