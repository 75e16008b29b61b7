using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>HSET of several fields at once.</summary>
internal readonly struct HashSetRequest(CacheKey key, IReadOnlyCollection<KeyValuePair<string, CacheValue>> fields) : IRequest
{
    public Verb Verb => Verb.HashSet;

    public int Slot => key.Slot;

    public void Write(RespWriter request)
    {
        Verb.HashSet.Write(request, 1 + (fields.Count * 2));
        key.Write(request);
        foreach (var (field, value) in fields)
        {
            new CacheKey(field).Write(request);
            value.Write(request);
        }
    }
}
