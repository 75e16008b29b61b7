using K8sCache.Commands;

namespace K8sCache.Router.Observing;

/// <summary>Names of commands as labels have them.</summary>
internal static class CommandNames
{
    private static readonly Dictionary<CommandId, string> ById = CommandTable.Default.Commands
        .SelectMany(command => command.Subcommands.Prepend(command))
        .ToDictionary(command => command.Id, command => command.Name);

    public static string Of(CommandId id) => ById[id];
}
