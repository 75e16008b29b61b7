using K8sCache.Commands;
using K8sCache.Serving.Observing;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>SLOWLOG and its subcommands.</summary>
internal static class SlowLogFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.SlowLog] = ServerCommands.Alone(CommandId.SlowLog),
        [CommandId.SlowLogGet] = (session, in request, reply) => SlowLogReply.Write(request, session.Server.SlowLog, reply),
        [CommandId.SlowLogLen] = (session, in _, reply) => reply.WriteInteger(session.Server.SlowLog.Count),
        [CommandId.SlowLogReset] = (session, in _, reply) =>
        {
            session.Server.SlowLog.Clear();
            reply.WriteOk();
        },
        [CommandId.SlowLogHelp] = ServerCommands.HelpOf(CommandId.SlowLog),
    };
}
