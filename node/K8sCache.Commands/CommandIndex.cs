using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace K8sCache.Commands;

/// <summary>An open-addressed hash table from a name's bytes, in any case, to its command; at most half full.</summary>
internal sealed class CommandIndex
{
    private readonly CommandSpec?[] _slots;

    public CommandIndex(IReadOnlyList<CommandSpec> commands)
    {
        _slots = new CommandSpec?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, commands.Count * 2))];
        foreach (var command in commands)
        {
            Debug.Assert(Find(command.NameBytes) is null, "a name stands twice in the table");
            var at = Start(command.NameBytes);
            while (_slots[at] is not null)
                at = Next(at);
            _slots[at] = command;
        }
    }

    public CommandSpec? Find(ReadOnlySpan<byte> name)
    {
        for (var at = Start(name); _slots[at] is { } candidate; at = Next(at))
        {
            if (Ascii.EqualsIgnoreCase(name, candidate.NameBytes))
                return candidate;
        }

        return null;
    }

    private int Next(int at) => (at + 1) & (_slots.Length - 1);

    private int Start(ReadOnlySpan<byte> name)
    {
        // First and last eight bytes, letters folded to lower case by their one differing bit, and the length.
        ulong first, last;
        if (name.Length >= 8)
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(name);
            last = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else
        {
            first = 0;
            foreach (var letter in name)
                first = (first << 8) | letter;
            last = 0;
        }

        const ulong LowerCase = 0x2020202020202020;
        var hash = (((first | LowerCase) * 0x9E3779B97F4A7C15) ^ (last | LowerCase) ^ (ulong)name.Length) * 0xD6E8FEB86659FD93;
        return (int)(hash >> 32) & (_slots.Length - 1);
    }
}
