using K8sCache.Commands;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>Commands that node and router answer alike, each of its own clients and settings.</summary>
public static class ServerCommands
{
    private static readonly ServerCommand?[] ById = Build();

    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } =
        Enum.GetValues<CommandId>().Where(id => Find(id) is not null).ToDictionary(id => id, id => Find(id)!);

    /// <summary>Null for what is answered in another way by each.</summary>
    public static ServerCommand? Find(CommandId command) => ById[(int)command];

    /// <summary>The HELP subcommand of a container, read off the command table.</summary>
    internal static ServerCommand HelpOf(CommandId container)
    {
        var command = CommandTable.Default.Commands.Single(candidate => candidate.Id == container);
        return (_, in _, reply) => CommandHelp.Write(command, reply);
    }

    /// <summary>A container that is called without a subcommand.</summary>
    internal static ServerCommand Alone(CommandId container)
    {
        var command = CommandTable.Default.Commands.Single(candidate => candidate.Id == container);
        return (_, in _, reply) => CommandErrors.WriteWrongArity(reply, command);
    }

    private static ServerCommand?[] Build()
    {
        var commands = new ServerCommand?[Enum.GetValues<CommandId>().Length];
        IReadOnlyDictionary<CommandId, ServerCommand>[] families =
        [
            ConnectionFamily.All, ClientFamily.All, ClientListFamily.All, TrackingFamily.All, ConfigFamily.All, SlowLogFamily.All,
            LatencyFamily.All, AdministrationFamily.All, IntrospectionFamily.All,
        ];
        foreach (var (id, command) in families.SelectMany(family => family))
        {
            if (commands[(int)id] is not null)
                throw new InvalidOperationException($"{id} is in two families.");
            commands[(int)id] = command;
        }

        return commands;
    }
}
