using System.Text;
using K8sCache.Commands;

namespace K8sCache.Fuzz;

/// <summary>The index by bytes finds exactly what comparing with every name finds.</summary>
public sealed class CommandTableTarget : IFuzzTarget
{
    public string Name => "command-table";

    /// <summary>A command's name in mixed case, mutated or not.</summary>
    public byte[] Generate(Random random)
    {
        var commands = CommandTable.Default.Commands;
        var name = commands[random.Next(commands.Count)].Name;
        return Mutation.Apply([.. name.Select(letter => (byte)(random.Next(2) == 0 ? char.ToUpperInvariant(letter) : letter))], random);
    }

    public void Check(byte[] input)
    {
        var expected = CommandTable.Default.Commands.SingleOrDefault(
            command => Ascii.EqualsIgnoreCase(Encoding.ASCII.GetBytes(command.Name), input));
        Ensure.That(ReferenceEquals(expected, CommandTable.Default.Find(input)), "the same command");
    }
}
