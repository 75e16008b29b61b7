using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>How COMMAND INFO and COMMAND DOCS describe one command.</summary>
internal static class CommandDescription
{
    private static readonly (CommandFlags Flag, byte[] Name)[] FlagNames =
        [.. Names<CommandFlags>("no_auth", "allow_busy", "no_multi", "skip_slowlog")
            .Where(entry => entry.Value is not (CommandFlags.Internal or CommandFlags.Isolated))];
    private static readonly (CommandCategories Category, byte[] Name)[] CategoryNames =
        [.. Names<CommandCategories>().Select(entry => (entry.Value, (byte[])[(byte)'@', .. entry.Name]))];

    /// <summary>The ten fields of a command's entry, or null for a command there is not.</summary>
    public static void Write(CommandSpec? command, RespWriter writer)
    {
        if (command is null)
        {
            writer.WriteNullArray();
            return;
        }

        writer.WriteArrayHeader(10);
        writer.WriteBulkString(command.Name);
        writer.WriteInteger(command.Arity);
        WriteStatuses(FlagNames.Where(entry => (command.Flags & entry.Flag) != 0).Select(entry => entry.Name), writer);
        writer.WriteInteger(command.Keys.First);
        writer.WriteInteger(command.Keys.Last);
        writer.WriteInteger(command.Keys.Step);
        WriteStatuses(
            CategoryNames.Where(entry => (command.Categories & entry.Category) != 0).Select(entry => entry.Name), writer);
        writer.WriteSetHeader(command.Tips.Count);
        foreach (var tip in command.Tips)
            writer.WriteBulkString(tip);
        WriteKeySpecifications(command, writer);
        writer.WriteSetHeader(command.Subcommands.Count);
        foreach (var subcommand in command.Subcommands)
            Write(subcommand, writer);
    }

    public static void WriteDocumentation(CommandSpec command, RespWriter writer)
    {
        writer.WriteMapHeader(command.Subcommands.Count > 0 ? 5 : 4);
        WriteField("summary", command.Summary, writer);
        WriteField("since", command.Since, writer);
        WriteField(
            "group",
            command.Group == CommandGroup.SortedSet ? "sorted-set" : LowerCase(command.Group.ToString()),
            writer);
        WriteField("complexity", command.Complexity, writer);
        if (command.Subcommands.Count == 0)
            return;
        writer.WriteBulkString("subcommands");
        writer.WriteMapHeader(command.Subcommands.Count);
        foreach (var subcommand in command.Subcommands)
        {
            writer.WriteBulkString(subcommand.Name);
            WriteDocumentation(subcommand, writer);
        }
    }

    /// <summary>What the key of that number, from 0 on, is used for, as a set of statuses.</summary>
    public static void WriteKeyUse(CommandSpec command, int key, RespWriter writer)
    {
        var uses = command.KeyUse.Split('|');
        WriteStatuses(uses[Math.Min(key, uses.Length - 1)].Split(' ').Select(Encoding.ASCII.GetBytes), writer);
    }

    /// <summary>A use other than the last stands for one key; the last for all the rest, or for those behind a count.</summary>
    private static void WriteKeySpecifications(CommandSpec command, RespWriter writer)
    {
        var keys = command.Keys;
        var count = keys.Any ? command.KeyUse.Split('|').Length : 0;
        writer.WriteSetHeader(count);
        for (var key = 0; key < count; key++)
        {
            var isLast = key == count - 1;
            var isCounted = isLast && keys.CountAt > 0;
            var first = isCounted ? keys.CountAt : keys.First + key;
            writer.WriteMapHeader(command.KeyNotes.Length > 0 ? 4 : 3);
            if (command.KeyNotes.Length > 0)
                WriteField("notes", command.KeyNotes, writer);
            writer.WriteBulkString("flags");
            WriteKeyUse(command, key, writer);
            WriteSearch("begin_search", "index", [("index", first)], writer);
            if (isCounted)
            {
                WriteSearch("find_keys", "keynum", [("keynumidx", 0), ("firstkey", 1), ("keystep", 1)], writer);
                continue;
            }

            var last = !isLast ? 0 : keys.Last < 0 ? keys.Last : keys.Last - first;
            WriteSearch("find_keys", "range", [("lastkey", last), ("keystep", keys.Step), ("limit", 0)], writer);
        }
    }

    private static void WriteSearch(string name, string type, ReadOnlySpan<(string Name, long Value)> fields, RespWriter writer)
    {
        writer.WriteBulkString(name);
        writer.WriteMapHeader(2);
        WriteField("type", type, writer);
        writer.WriteBulkString("spec");
        writer.WriteMapHeader(fields.Length);
        foreach (var field in fields)
            WriteField(field.Name, field.Value, writer);
    }

    private static void WriteField(string name, string value, RespWriter writer)
    {
        writer.WriteBulkString(name);
        writer.WriteBulkString(value);
    }

    private static void WriteField(string name, long value, RespWriter writer)
    {
        writer.WriteBulkString(name);
        writer.WriteInteger(value);
    }

    private static void WriteStatuses(IEnumerable<byte[]> statuses, RespWriter writer)
    {
        var list = statuses.ToList();
        writer.WriteSetHeader(list.Count);
        foreach (var status in list)
            writer.WriteSimpleString(status);
    }

    /// <summary>Wire names of an enum's flags: the member's in lower case, but for those that have an underscore.</summary>
    private static (T Value, byte[] Name)[] Names<T>(params string[] underscored)
        where T : struct, Enum =>
    [
        .. Enum.GetValues<T>().Where(value => !value.Equals(default(T))).Select(value =>
        {
            var plain = LowerCase(value.ToString());
            var name = underscored.FirstOrDefault(other => other.Replace("_", "", StringComparison.Ordinal) == plain) ?? plain;
            return (value, Encoding.ASCII.GetBytes(name));
        }),
    ];

    private static string LowerCase(string text) =>
        string.Create(text.Length, text, static (span, source) => source.AsSpan().ToLowerInvariant(span));
}
