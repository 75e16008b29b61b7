using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>SLOWLOG and its subcommands.</summary>
internal static class SlowLogHandlers
{
    private const int DefaultCount = 10;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SlowLog] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "slowlog"),
        [CommandId.SlowLogGet] = Get,
        [CommandId.SlowLogLen] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteInteger(session.Node.SlowLog.Count),
        [CommandId.SlowLogReset] = (ClientSession session, in RespRequest request) =>
        {
            session.Node.SlowLog.Clear();
            session.Reply.WriteOk();
        },
        [CommandId.SlowLogHelp] = HelpReply.Of(CommandId.SlowLog),
    };

    private static void Get(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        long count = DefaultCount;
        if (request.Count > 3)
        {
            reply.WriteError($"ERR unknown subcommand or wrong number of arguments for '{request[1].Text()}'. Try SLOWLOG HELP.");
            return;
        }

        if (request.Count == 3 && (!RespNumber.TryParse(request[2], out count) || count < -1))
        {
            reply.WriteError("ERR count should be greater than or equal to -1"u8);
            return;
        }

        var entries = session.Node.SlowLog.Take(count < 0 ? long.MaxValue : count);
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
