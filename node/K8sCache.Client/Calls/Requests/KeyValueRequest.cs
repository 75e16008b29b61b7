using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>A command, its key, and one argument: an amount, a time, a field.</summary>
internal readonly struct KeyValueRequest(Verb verb, CacheKey key, CacheValue argument) : IRequest
{
    public Verb Verb => verb;

    public int Slot => key.Slot;

    public void Write(RespWriter request)
    {
        verb.Write(request, 2);
        key.Write(request);
        argument.Write(request);
    }
}
