using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>K8SCACHE TOPOLOGY: the document, if it is newer than what is known.</summary>
internal readonly struct TopologyRequest(long knownEpoch) : IRequest
{
    public Verb Verb => Verb.Topology;

    public int Slot => -1;

    public void Write(RespWriter request)
    {
        Verb.Topology.Write(request, 2);
        request.WriteBulkString("TOPOLOGY"u8);
        request.WriteBulkInteger(knownEpoch);
    }
}
