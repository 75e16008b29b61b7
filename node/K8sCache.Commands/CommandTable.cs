using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>
/// Every command this cache knows, as data: parser, node, router and documentation read the same rows. Looked up by the
/// bytes a client sent, in any case, without allocating.
/// </summary>
public sealed class CommandTable
{
    private readonly CommandIndex _index;

    internal CommandTable(IReadOnlyList<CommandSpec> commands)
    {
        Commands = commands;
        _index = new CommandIndex(commands);
    }

    public static CommandTable Default { get; } = new(
    [
        .. ConnectionCommands.Rows, .. ClientCommands.Rows, .. TransactionCommands.Rows,
        .. GenericCommands.Rows, .. ExpiryCommands.Rows, .. ObjectCommands.Rows,
        .. StringCommands.Rows, .. BitmapCommands.Rows, .. HyperLogLogCommands.Rows,
        .. HashCommands.Rows, .. FieldExpiryCommands.Rows,
        .. SetCommands.Rows, .. SetAlgebraCommands.Rows,
        .. ListCommands.Rows, .. SortedSetCommands.Rows, .. SortedSetRangeCommands.Rows, .. SortedSetAlgebraCommands.Rows,
        .. ServerCommands.Rows, .. AdministrationCommands.Rows, .. ClusterCommands.Rows, .. InternalCommands.Rows,
    ]);

    /// <summary>Top-level commands; containers hold their subcommands.</summary>
    public IReadOnlyList<CommandSpec> Commands { get; }

    /// <summary>The top-level command of that name, or null.</summary>
    public CommandSpec? Find(ReadOnlySpan<byte> name) => _index.Find(name);

    /// <summary>The container's subcommand of that name, or null.</summary>
    public static CommandSpec? FindSubcommand(CommandSpec container, ReadOnlySpan<byte> name) =>
        container.SubcommandIndex.Find(name);

    /// <summary>
    /// The command a request calls, a subcommand where there is one. When nothing is found,
    /// <see cref="CommandErrors.Write"/> says so in Redis's words.
    /// </summary>
    /// <param name="request">A request with at least its name.</param>
    /// <param name="command">The command; its container, or null, where it was not found.</param>
    public CommandLookup Resolve(in RespRequest request, out CommandSpec? command)
    {
        command = _index.Find(request.Name);
        if (command is null)
            return CommandLookup.UnknownCommand;
        if (command.Subcommands.Count > 0 && request.Count > 1)
        {
            var subcommand = FindSubcommand(command, request[1]);
            if (subcommand is null)
                return CommandLookup.UnknownSubcommand;
            command = subcommand;
        }

        return command.AcceptsArgumentCount(request.Count) ? CommandLookup.Found : CommandLookup.WrongArity;
    }
}
