using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Transport;

namespace K8sCache.Router.Sessions;

/// <summary>A request's bytes as a node takes them.</summary>
internal static class RequestWire
{
    /// <summary>A shorter copy costs less than keeping track of who holds what.</summary>
    private const int TakenBytesMin = 32 * 1024;

    /// <summary>As below, without a copy where they are long and nearly all that was received of late.</summary>
    public static void TakeOrCopy(Connection from, in RespRequest request, RetainedBuffer wire)
    {
        if (!request.IsInline && request.Wire.Length >= TakenBytesMin && from.TryTakeInput(request.Wire) is { } taken)
            wire.Take(taken);
        else
            Copy(request, wire);
    }

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
