using K8sCache.Commands;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>COMMAND and its subcommands: the command table, as clients ask for it on connect.</summary>
internal static class IntrospectionFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } =
        CommandTable.Default.Commands.Where(command => command.Id == CommandId.Command)
            .SelectMany(command => command.Subcommands.Append(command))
            .ToDictionary(command => command.Id, Of);

    private static ServerCommand Of(CommandSpec command) =>
        (_, in request, reply) => CommandReplies.Default.Write(command, request, reply);
}
