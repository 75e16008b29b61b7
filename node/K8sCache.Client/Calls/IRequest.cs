using K8sCache.Resp;

namespace K8sCache.Client.Calls;

/// <summary>What is asked. A struct that writes itself, again for every attempt, so that no copy is kept for a retry.</summary>
internal interface IRequest
{
    Verb Verb { get; }

    /// <summary>Slot of its key; -1 when any node may answer.</summary>
    int Slot { get; }

    void Write(RespWriter request);
}
