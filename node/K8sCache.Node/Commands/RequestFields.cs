using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Fields (step 1) or field-value pairs (step 2) among a request's arguments, from the third on.</summary>
internal readonly ref struct RequestFields(RespRequest request, int step) : IFieldList
{
    private const int First = 2;

    private readonly RespRequest _request = request;

    public int Count => (_request.Count - First) / step;

    public ReadOnlySpan<byte> Field(int index) => _request[First + (index * step)];

    public ReadOnlySpan<byte> Value(int index) => _request[First + (index * step) + 1];
}
