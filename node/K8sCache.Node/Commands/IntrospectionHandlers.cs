using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>COMMAND and its subcommands: the command table, as clients ask for it on connect.</summary>
internal static class IntrospectionHandlers
{
    private static readonly CommandTable Table = CommandTable.Default;

    private static readonly IReadOnlyList<CommandSpec> Public =
        [.. Table.Commands.Where(command => (command.Flags & CommandFlags.Internal) == 0)];

    private static readonly string[] Help =
    [
        "COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
        "(no subcommand)",
        "    Return details about all Redis commands.",
        "COUNT",
        "    Return the total number of commands in this Redis server.",
        "DOCS [<command-name> ...]",
        "    Return documentation details about commands.",
        "GETKEYS <full-command>",
        "    Return the keys from a full Redis command.",
        "INFO [<command-name> ...]",
        "    Return details about multiple Redis commands.",
        "LIST",
        "    Return a list of all commands in this Redis server.",
        "HELP",
        "    Print this help.",
    ];

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Command] = (ClientSession session, in RespRequest request) => WriteAll(session.Reply),
        [CommandId.CommandCount] = (ClientSession session, in RespRequest request) => session.Reply.WriteInteger(Public.Count),
        [CommandId.CommandInfo] = Info,
        [CommandId.CommandDocs] = Docs,
        [CommandId.CommandList] = List,
        [CommandId.CommandGetKeys] = GetKeys,
        [CommandId.CommandGetKeysAndFlags] = GetKeysAndFlags,
        [CommandId.CommandHelp] = (ClientSession session, in RespRequest request) => HelpReply.Write(session.Reply, Help),
    };

    private static void WriteAll(RespWriter reply)
    {
        reply.WriteArrayHeader(Public.Count);
        foreach (var command in Public)
            CommandReply.WriteInfo(reply, command);
    }

    private static void Info(ClientSession session, in RespRequest request)
    {
        if (request.Count == 2)
        {
            WriteAll(session.Reply);
            return;
        }

        session.Reply.WriteArrayHeader(request.Count - 2);
        for (var i = 2; i < request.Count; i++)
        {
            if (FindPublic(request[i]) is { } command)
                CommandReply.WriteInfo(session.Reply, command);
            else
                session.Reply.WriteNullArray();
        }
    }

    private static void Docs(ClientSession session, in RespRequest request)
    {
        var wanted = new List<CommandSpec>();
        for (var i = 2; i < request.Count; i++)
        {
            if (FindPublic(request[i]) is { } command)
                wanted.Add(command);
        }

        if (request.Count == 2)
            wanted.AddRange(Public);
        session.Reply.WriteMapHeader(wanted.Count);
        foreach (var command in wanted)
            CommandReply.WriteDocs(session.Reply, command);
    }

    private static void List(ClientSession session, in RespRequest request)
    {
        if (request.Count > 2)
        {
            session.Reply.WriteError(ErrorTexts.Syntax);
            return;
        }

        session.Reply.WriteArrayHeader(Public.Count);
        foreach (var command in Public)
            session.Reply.WriteBulkString(command.Name);
    }

    private static void GetKeys(ClientSession session, in RespRequest request) => WriteKeys(session, request, withFlags: false);

    private static void GetKeysAndFlags(ClientSession session, in RespRequest request) =>
        WriteKeys(session, request, withFlags: true);

    private static void WriteKeys(ClientSession session, in RespRequest request, bool withFlags)
    {
        const int Start = 2;
        var reply = session.Reply;
        var command = FindPublic(request[Start]);
        var count = request.Count - Start;
        if (command is null)
            reply.WriteError("ERR Invalid command specified"u8);
        else if (!command.Keys.Any)
            reply.WriteError("ERR The command has no key arguments"u8);
        else if (!command.AcceptsArgumentCount(count))
            reply.WriteError("ERR Invalid number of arguments specified for command"u8);
        else
        {
            reply.WriteArrayHeader(command.Keys.CountIn(count));
            for (var i = command.Keys.First; i <= command.Keys.LastIn(count); i += command.Keys.Step)
            {
                if (withFlags)
                    reply.WriteArrayHeader(2);
                reply.WriteBulkString(request[Start + i]);
                if (withFlags)
                    CommandReply.WriteWords(reply, command.KeyUse.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    private static CommandSpec? FindPublic(ReadOnlySpan<byte> name)
    {
        var separator = name.IndexOf((byte)'|');
        var command = Table.Find(separator < 0 ? name : name[..separator]);
        if (command is null || (command.Flags & CommandFlags.Internal) != 0)
            return null;
        return separator < 0 ? command : CommandTable.FindSubcommand(command, name[(separator + 1)..]);
    }
}
