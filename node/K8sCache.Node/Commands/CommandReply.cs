using System.Text;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>One command as COMMAND INFO and COMMAND DOCS describe it.</summary>
internal static class CommandReply
{
    private const int InfoFields = 10;

    private static readonly (CommandFlags Flag, string Name)[] FlagNames =
    [
        (CommandFlags.Write, "write"), (CommandFlags.ReadOnly, "readonly"), (CommandFlags.DenyOom, "denyoom"),
        (CommandFlags.Admin, "admin"), (CommandFlags.NoScript, "noscript"), (CommandFlags.Loading, "loading"),
        (CommandFlags.Stale, "stale"), (CommandFlags.Fast, "fast"), (CommandFlags.NoAuth, "no_auth"),
        (CommandFlags.AllowBusy, "allow_busy"),
    ];

    public static void WriteInfo(RespWriter reply, CommandSpec command)
    {
        reply.WriteArrayHeader(InfoFields);
        reply.WriteBulkString(command.Name);
        reply.WriteInteger(command.Arity);
        WriteSet(reply, FlagNames.Where(pair => (command.Flags & pair.Flag) != 0).Select(pair => pair.Name));
        reply.WriteInteger(command.Keys.First);
        reply.WriteInteger(command.Keys.Last);
        reply.WriteInteger(command.Keys.Step);
        WriteSet(reply, Categories(command));
        reply.WriteArrayHeader(command.Tips.Count);
        foreach (var tip in command.Tips)
            reply.WriteBulkString(tip);
        WriteKeySpecifications(reply, command);
        reply.WriteArrayHeader(command.Subcommands.Count);
        foreach (var subcommand in command.Subcommands)
            WriteInfo(reply, subcommand);
    }

    public static void WriteDocs(RespWriter reply, CommandSpec command)
    {
        reply.WriteBulkString(command.Name);
        reply.WriteMapHeader(command.Subcommands.Count > 0 ? 5 : 4);
        WritePair(reply, "summary", command.Summary);
        WritePair(reply, "since", command.Since);
        WritePair(reply, "group", GroupName(command.Group));
        WritePair(reply, "complexity", command.Complexity);
        if (command.Subcommands.Count == 0)
            return;
        reply.WriteBulkString("subcommands"u8);
        reply.WriteMapHeader(command.Subcommands.Count);
        foreach (var subcommand in command.Subcommands)
            WriteDocs(reply, subcommand);
    }

    /// <summary>A set of status words.</summary>
    public static void WriteWords(RespWriter reply, IReadOnlyCollection<string> words)
    {
        reply.WriteSetHeader(words.Count);
        foreach (var word in words)
            reply.WriteSimpleString(Encoding.ASCII.GetBytes(word));
    }

    private static void WriteSet(RespWriter reply, IEnumerable<string> words) => WriteWords(reply, [.. words]);

    private static void WritePair(RespWriter reply, string name, string value)
    {
        reply.WriteBulkString(name);
        reply.WriteBulkString(value);
    }

    private static IEnumerable<string> Categories(CommandSpec command)
    {
        if (command.IsWrite)
            yield return "@write";
        if (command.IsReadOnly)
            yield return "@read";
        yield return command.Group switch
        {
            CommandGroup.Generic => "@keyspace",
            CommandGroup.Server => "@admin",
            CommandGroup.Connection => "@connection",
            CommandGroup.Hash => "@hash",
            CommandGroup.String => "@string",
        };
        yield return (command.Flags & CommandFlags.Fast) != 0 ? "@fast" : "@slow";
    }

    private static string GroupName(CommandGroup group) => group switch
    {
        CommandGroup.Connection => "connection",
        CommandGroup.Generic => "generic",
        CommandGroup.Hash => "hash",
        CommandGroup.Server => "server",
        CommandGroup.String => "string",
    };

    private static void WriteKeySpecifications(RespWriter reply, CommandSpec command)
    {
        if (!command.Keys.Any)
        {
            reply.WriteArrayHeader(0);
            return;
        }

        reply.WriteArrayHeader(1);
        reply.WriteMapHeader(3);
        reply.WriteBulkString("flags"u8);
        WriteWords(reply, command.KeyUse.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        reply.WriteBulkString("begin_search"u8);
        reply.WriteMapHeader(2);
        WritePair(reply, "type", "index");
        reply.WriteBulkString("spec"u8);
        reply.WriteMapHeader(1);
        reply.WriteBulkString("index"u8);
        reply.WriteInteger(command.Keys.First);
        reply.WriteBulkString("find_keys"u8);
        reply.WriteMapHeader(2);
        WritePair(reply, "type", "range");
        reply.WriteBulkString("spec"u8);
        reply.WriteMapHeader(3);
        reply.WriteBulkString("lastkey"u8);
        // Relative to the first key, where the legacy fields above are absolute.
        reply.WriteInteger(command.Keys.Last < 0 ? command.Keys.Last : command.Keys.Last - command.Keys.First);
        reply.WriteBulkString("keystep"u8);
        reply.WriteInteger(command.Keys.Step);
        reply.WriteBulkString("limit"u8);
        reply.WriteInteger(0);
    }
}
