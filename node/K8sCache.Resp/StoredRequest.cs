namespace K8sCache.Resp;

/// <summary>A request's arguments kept beyond the call that parsed it, to be run later.</summary>
public sealed class StoredRequest
{
    private readonly byte[] _bytes;
    private readonly ArgumentRange[] _arguments;

    public StoredRequest(in RespRequest request)
    {
        _arguments = new ArgumentRange[request.Count];
        var length = 0;
        for (var i = 0; i < request.Count; i++)
        {
            _arguments[i] = new ArgumentRange(length, request[i].Length);
            length += request[i].Length;
        }

        _bytes = new byte[length];
        for (var i = 0; i < request.Count; i++)
            request[i].CopyTo(_bytes.AsSpan(_arguments[i].Offset));
    }

    /// <summary>About what it keeps in memory.</summary>
    public long HeapBytes => _bytes.Length + (_arguments.Length * 8L) + 80;

    /// <summary>The request, without the bytes it came in.</summary>
    public RespRequest Request => new(_bytes, _arguments, default, isInline: true);
}
