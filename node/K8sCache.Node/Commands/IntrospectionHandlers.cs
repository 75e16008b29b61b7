using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>COMMAND and its subcommands: the command table, as clients ask for it on connect.</summary>
internal static class IntrospectionHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } =
        CommandTable.Default.Commands.Where(command => command.Id == CommandId.Command)
            .SelectMany(command => command.Subcommands.Append(command))
            .ToDictionary(command => command.Id, HandlerOf);

    private static CommandHandler HandlerOf(CommandSpec command) =>
        (ClientSession session, in RespRequest request) =>
            CommandReplies.Default.Write(command, request, session.Reply);
}
