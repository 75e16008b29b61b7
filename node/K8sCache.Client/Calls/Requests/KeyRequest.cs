using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>A command and its key.</summary>
internal readonly struct KeyRequest(Verb verb, CacheKey key) : IRequest
{
    public Verb Verb => verb;

    public int Slot => key.Slot;

    public void Write(RespWriter request)
    {
        verb.Write(request, 1);
        key.Write(request);
    }
}
