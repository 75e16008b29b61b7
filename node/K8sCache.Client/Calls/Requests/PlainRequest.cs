using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>A command without arguments that any node may answer.</summary>
internal readonly struct PlainRequest(Verb verb) : IRequest
{
    public Verb Verb => verb;

    public int Slot => -1;

    public void Write(RespWriter request) => verb.Write(request, 0);
}
