using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>A command, its key, and two arguments: a field and its value.</summary>
internal readonly struct KeyPairRequest(Verb verb, CacheKey key, CacheValue first, CacheValue second) : IRequest
{
    public Verb Verb => verb;

    public int Slot => key.Slot;

    public void Write(RespWriter request)
    {
        verb.Write(request, 3);
        key.Write(request);
        first.Write(request);
        second.Write(request);
    }
}
