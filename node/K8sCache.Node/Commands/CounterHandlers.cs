using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Strings as numbers.</summary>
internal static class CounterHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Incr] = (ClientSession session, in RespRequest request) => Add(session, request[1], 1),
        [CommandId.Decr] = (ClientSession session, in RespRequest request) => Add(session, request[1], -1),
        [CommandId.IncrBy] = IncrementBy,
        [CommandId.DecrBy] = DecrementBy,
        [CommandId.IncrByFloat] = IncrementByFloat,
    };

    private static void IncrementBy(ClientSession session, in RespRequest request)
    {
        if (RespNumber.TryParse(request[2], out var delta))
            Add(session, request[1], delta);
        else
            session.Reply.WriteError(RedisErrors.NotAnInteger);
    }

    private static void DecrementBy(ClientSession session, in RespRequest request)
    {
        if (!RespNumber.TryParse(request[2], out var delta))
            session.Reply.WriteError(RedisErrors.NotAnInteger);
        else if (delta == long.MinValue)
            session.Reply.WriteError(ErrorTexts.DecrementOverflow);
        else
            Add(session, request[1], -delta);
    }

    private static void IncrementByFloat(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.IncrementFloat(request[1], request[2], out var sum);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteBulkString(sum);
    }

    private static void Add(ClientSession session, ReadOnlySpan<byte> key, long delta)
    {
        var reply = session.Reply;
        var status = session.Engine.Increment(key, delta, out var sum);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(key);
        reply.WriteInteger(sum);
    }
}
