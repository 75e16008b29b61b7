using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>The replies of COMMAND and its subcommands, as Redis 7 gives them, read off the table.</summary>
public sealed class CommandReplies(CommandTable table)
{
    public static CommandReplies Default { get; } = new(CommandTable.Default);

    private readonly List<CommandSpec> _listed =
        [.. table.Commands.Where(command => (command.Flags & CommandFlags.Internal) == 0)];

    /// <summary>Answers COMMAND or one of its subcommands.</summary>
    /// <param name="command">What the request resolved to.</param>
    /// <param name="request">The request, with an allowed number of arguments.</param>
    /// <param name="writer">Where the reply goes.</param>
    public void Write(CommandSpec command, in RespRequest request, RespWriter writer)
    {
        switch (command.Id)
        {
            case CommandId.Command:
                WriteInfo([.. _listed], writer);
                break;
            case CommandId.CommandInfo:
                WriteInfo(request.Count == 2 ? [.. _listed] : FindAll(request), writer);
                break;
            case CommandId.CommandCount:
                writer.WriteInteger(_listed.Count);
                break;
            case CommandId.CommandDocs:
                WriteDocs(request.Count == 2 ? _listed : [.. FindAll(request).OfType<CommandSpec>()], writer);
                break;
            case CommandId.CommandList:
                WriteList(request, writer);
                break;
            case CommandId.CommandGetKeys:
                WriteKeys(request, writer, withFlags: false);
                break;
            case CommandId.CommandGetKeysAndFlags:
                WriteKeys(request, writer, withFlags: true);
                break;
            case CommandId.CommandHelp:
                CommandHelp.Write(table.Find("command"u8)!, writer);
                break;
            default:
                throw new ArgumentException($"{command.Name} is no form of COMMAND.", nameof(command));
        }
    }

    private static void WriteInfo(List<CommandSpec?> commands, RespWriter writer)
    {
        writer.WriteArrayHeader(commands.Count);
        foreach (var command in commands)
            CommandDescription.Write(command, writer);
    }

    private static void WriteDocs(List<CommandSpec> commands, RespWriter writer)
    {
        writer.WriteMapHeader(commands.Count);
        foreach (var command in commands)
        {
            writer.WriteBulkString(command.Name);
            CommandDescription.WriteDocumentation(command, writer);
        }
    }

    private void WriteList(in RespRequest request, RespWriter writer)
    {
        var names = _listed.Concat(_listed.SelectMany(command => command.Subcommands));
        if (request.Count != 2)
        {
            if (request.Count != 5 || !Ascii.EqualsIgnoreCase(request[2], "filterby"u8))
            {
                writer.WriteError("ERR syntax error"u8);
                return;
            }

            var wanted = request[4].ToArray();
            if (Ascii.EqualsIgnoreCase(request[3], "module"u8))
            {
                names = [];
            }
            else if (Ascii.EqualsIgnoreCase(request[3], "aclcat"u8))
            {
                names = Enum.TryParse<CommandCategories>(Encoding.ASCII.GetString(wanted), ignoreCase: true, out var category)
                    ? names.Where(command => (command.Categories & category) != 0)
                    : [];
            }
            else if (Ascii.EqualsIgnoreCase(request[3], "pattern"u8))
            {
                names = names.Where(command =>
                    GlobPattern.Matches(wanted, Encoding.ASCII.GetBytes(command.Name), ignoreCase: true));
            }
            else
            {
                writer.WriteError("ERR syntax error"u8);
                return;
            }
        }

        var list = names.ToList();
        writer.WriteArrayHeader(list.Count);
        foreach (var command in list)
            writer.WriteBulkString(command.Name);
    }

    /// <summary>Which arguments of the request behind <c>COMMAND GETKEYS</c> are keys.</summary>
    private void WriteKeys(in RespRequest request, RespWriter writer, bool withFlags)
    {
        const int Behind = 2;
        var count = request.Count - Behind;
        var command = table.Find(request[Behind]);
        if (command is { Subcommands.Count: > 0 } && count > 1)
            command = CommandTable.FindSubcommand(command, request[Behind + 1]);
        if (command is null || (command.Flags & CommandFlags.Internal) != 0)
        {
            writer.WriteError("ERR Invalid command specified"u8);
        }
        else if (!command.Keys.Any)
        {
            writer.WriteError("ERR The command has no key arguments"u8);
        }
        else if (!command.AcceptsArgumentCount(count))
        {
            writer.WriteError("ERR Invalid number of arguments specified for command"u8);
        }
        else
        {
            WriteKeys(command, request, command.Keys.In(request, Behind), writer, withFlags);
        }
    }

    private static void WriteKeys(
        CommandSpec command, in RespRequest request, KeyIndexes keys, RespWriter writer, bool withFlags)
    {
        if (keys.Count == 0)
        {
            writer.WriteError("ERR Invalid arguments specified for command"u8);
            return;
        }

        writer.WriteArrayHeader(keys.Count);
        var number = 0;
        foreach (var index in keys)
        {
            if (withFlags)
                writer.WriteArrayHeader(2);
            writer.WriteBulkString(request[index]);
            if (withFlags)
                CommandDescription.WriteKeyUse(command, number++, writer);
        }
    }

    private List<CommandSpec?> FindAll(in RespRequest request)
    {
        var found = new List<CommandSpec?>();
        for (var i = 2; i < request.Count; i++)
            found.Add(FindByFullName(request[i]));
        return found;
    }

    private CommandSpec? FindByFullName(ReadOnlySpan<byte> name)
    {
        var bar = name.IndexOf((byte)'|');
        var command = table.Find(bar < 0 ? name : name[..bar]);
        if (bar >= 0 && command is not null)
            command = CommandTable.FindSubcommand(command, name[(bar + 1)..]);
        return command is null || (command.Flags & CommandFlags.Internal) != 0 ? null : command;
    }
}
