using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>A request's bytes as a node takes them.</summary>
internal static class RequestWire
{
    /// <summary>As the client sent them; a plain line becomes an array, since only clients may send lines.</summary>
    public static void Copy(in RespRequest request, RetainedBuffer wire)
    {
        if (!request.IsInline)
        {
            wire.Append(request.Wire);
            return;
        }

        var writer = new RespWriter(wire, RespVersion.Resp2);
        writer.WriteArrayHeader(request.Count);
        for (var index = 0; index < request.Count; index++)
            writer.WriteBulkString(request[index]);
    }
}
