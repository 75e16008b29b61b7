using K8sCache.Resp;

namespace K8sCache.Serving.Info;

/// <summary>
/// K8SCACHE TOPOLOGY [epoch]: how a client that routes by itself learns where slots are, from a node or a router alike.
/// The document as a bulk string, or null: there is none, or none above the epoch the client has.
/// </summary>
public static class TopologyReply
{
    private const int EpochArgument = 2;

    /// <param name="request">The request.</param>
    /// <param name="epoch">Of the topology the connection's loop goes by; 0 when there is none.</param>
    /// <param name="json">The topology document.</param>
    /// <param name="reply">Where the answer goes.</param>
    public static void Write(in RespRequest request, long epoch, ReadOnlySpan<byte> json, RespWriter reply)
    {
        var known = 0L;
        if (request.Count > EpochArgument + 1)
            reply.WriteError(RedisErrors.Syntax);
        else if (request.Count > EpochArgument && !RespNumber.TryParse(request[EpochArgument], out known))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (epoch > known)
            reply.WriteBulkString(json);
        else
            reply.WriteNull();
    }
}
