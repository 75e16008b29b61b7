using System.Text;

namespace K8sCache.Commands;

/// <summary>One row of the <see cref="CommandTable"/>: what a command is, to every part that must know.</summary>
public sealed class CommandSpec
{
    public required CommandId Id { get; init; }

    /// <summary>Lower case; a subcommand's is <c>container|name</c>, as Redis writes it.</summary>
    public required string Name { get; init; }

    /// <summary>Exact number of arguments with the name (and the container's), or the least, negated.</summary>
    public required int Arity { get; init; }

    public required CommandGroup Group { get; init; }

    /// <summary>The Redis version that introduced it; for our own, ours.</summary>
    public required string Since { get; init; }

    public required string Summary { get; init; }

    /// <summary>Time complexity, as the documentation spells it.</summary>
    public required string Complexity { get; init; }

    public CommandFlags Flags { get; init; }

    public KeyPositions Keys { get; init; }

    public CommandRoute Route { get; init; }

    public ReplyJoin Join { get; init; }

    /// <summary>
    /// What a key is used for, as COMMAND's key specifications name it, such as <c>RO access</c>. Where keys differ in that,
    /// one use for each of the first, and the last for all others, parted by bars: <c>OW update|RO access</c>.
    /// </summary>
    public string KeyUse { get; init; } = "";

    /// <summary>What COMMAND remarks on the key, if anything.</summary>
    public string KeyNotes { get; init; } = "";

    /// <summary>For the documentation: how it differs from Redis, and why. Empty where it does not.</summary>
    public string Differs { get; init; } = "";

    /// <summary>Categories that do not follow from flags and group.</summary>
    public CommandCategories ExtraCategories { get; init; }

    /// <summary>Hints for clients and proxies, as Redis's COMMAND tips.</summary>
    public IReadOnlyList<string> Tips { get; init; } = [];

    /// <summary>Not empty for a container, which is always called with one of them unless its arity allows its name alone.</summary>
    public IReadOnlyList<CommandSpec> Subcommands { get; init; } = [];

    /// <summary>For a container: what HELP answers, as Redis words it, without its first and last lines. Empty = by the summaries.</summary>
    public IReadOnlyList<string> HelpLines { get; init; } = [];

    public CommandCategories Categories => ExtraCategories
        | (IsReadOnly ? CommandCategories.Read : 0)
        | (IsWrite ? CommandCategories.Write : 0)
        | ((Flags & CommandFlags.Admin) != 0 ? CommandCategories.Admin | CommandCategories.Dangerous : 0)
        | ((Flags & CommandFlags.Fast) != 0 ? CommandCategories.Fast : CommandCategories.Slow)
        | Group switch
        {
            CommandGroup.Connection when Subcommands.Count == 0 => CommandCategories.Connection,
            CommandGroup.Generic when Subcommands.Count == 0 && Id != CommandId.Wait => CommandCategories.Keyspace,
            CommandGroup.Hash => CommandCategories.Hash,
            CommandGroup.String => CommandCategories.String,
            CommandGroup.Bitmap => CommandCategories.Bitmap,
            CommandGroup.HyperLogLog => CommandCategories.HyperLogLog,
            CommandGroup.List => CommandCategories.List,
            CommandGroup.Set => CommandCategories.Set,
            CommandGroup.SortedSet => CommandCategories.SortedSet,
            CommandGroup.Transactions => CommandCategories.Transaction,
            CommandGroup.Cluster or CommandGroup.Connection or CommandGroup.Generic or CommandGroup.Server =>
                CommandCategories.None,
        };

    public bool IsWrite => (Flags & CommandFlags.Write) != 0;

    public bool IsReadOnly => (Flags & CommandFlags.ReadOnly) != 0;

    /// <summary>The name to compare a request's with: lower case, a subcommand's without its container.</summary>
    internal byte[] NameBytes => field ??= Encoding.ASCII.GetBytes(Name[(Name.IndexOf('|', StringComparison.Ordinal) + 1)..]);

    internal CommandIndex SubcommandIndex => field ??= new CommandIndex(Subcommands);

    public bool AcceptsArgumentCount(int count) => Arity >= 0 ? count == Arity : count >= -Arity;
}
