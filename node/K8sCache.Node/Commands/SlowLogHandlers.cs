using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Observing;

namespace K8sCache.Node.Commands;

/// <summary>SLOWLOG and its subcommands.</summary>
internal static class SlowLogHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SlowLog] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "slowlog"),
        [CommandId.SlowLogGet] = (ClientSession session, in RespRequest request) =>
            SlowLogReply.Write(request, session.Node.SlowLog, session.Reply),
        [CommandId.SlowLogLen] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteInteger(session.Node.SlowLog.Count),
        [CommandId.SlowLogReset] = (ClientSession session, in RespRequest request) =>
        {
            session.Node.SlowLog.Clear();
            session.Reply.WriteOk();
        },
        [CommandId.SlowLogHelp] = HelpReply.Of(CommandId.SlowLog),
    };
}
