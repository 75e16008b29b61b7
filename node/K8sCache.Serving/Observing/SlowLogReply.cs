using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Serving.Observing;

/// <summary>SLOWLOG GET: the youngest entries, ten or as many as asked for, -1 for all.</summary>
public static class SlowLogReply
{
    private const int DefaultCount = 10;

    public static void Write(in RespRequest request, SlowLog log, RespWriter reply)
    {
        long count = DefaultCount;
        if (request.Count > 3)
        {
            CommandErrors.WriteSubcommandSyntax(reply, request);
            return;
        }

        if (request.Count == 3 && (!RespNumber.TryParse(request[2], out count) || count < -1))
        {
            reply.WriteError("ERR count should be greater than or equal to -1"u8);
            return;
        }

        var entries = log.Take(count < 0 ? long.MaxValue : count);
        reply.WriteArrayHeader(entries.Count);
        foreach (var entry in entries)
        {
            reply.WriteArrayHeader(6);
            reply.WriteInteger(entry.Id);
            reply.WriteInteger(entry.At);
            reply.WriteInteger(entry.Microseconds);
            reply.WriteArrayHeader(entry.Arguments.Count);
            foreach (var argument in entry.Arguments)
                reply.WriteBulkString(argument);
            reply.WriteBulkString(entry.Client);
            reply.WriteBulkString(entry.ClientName);
        }
    }
}
