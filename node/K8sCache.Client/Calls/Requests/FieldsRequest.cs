using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>A command, its key, and the names of fields.</summary>
internal readonly struct FieldsRequest(Verb verb, CacheKey key, IReadOnlyList<string> fields) : IRequest
{
    public Verb Verb => verb;

    public int Slot => key.Slot;

    public void Write(RespWriter request)
    {
        verb.Write(request, 1 + fields.Count);
        key.Write(request);
        foreach (var field in fields)
            new CacheKey(field).Write(request);
    }
}
