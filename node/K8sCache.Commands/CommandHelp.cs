using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>The reply of a container's HELP: its subcommands, each with its summary.</summary>
public static class CommandHelp
{
    private const string Indent = "    ";

    private static readonly string[] OwnLines = ["HELP", Indent + "Prints this help."];

    public static void Write(CommandSpec container, RespWriter writer)
    {
        writer.WriteArrayHeader(container.HelpLines.Count > 0
            ? 1 + container.HelpLines.Count + OwnLines.Length
            : 1 + (container.Subcommands.Count * 2));
        WriteLine($"{container.Name.ToUpperInvariant()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", writer);
        if (container.HelpLines.Count > 0)
        {
            foreach (var line in container.HelpLines.Concat(OwnLines))
                WriteLine(line, writer);
            return;
        }

        foreach (var subcommand in container.Subcommands)
        {
            WriteLine(Encoding.ASCII.GetString(subcommand.NameBytes).ToUpperInvariant(), writer);
            WriteLine($"{Indent}{subcommand.Summary.TrimEnd('.')}.", writer);
        }
    }

    private static void WriteLine(string text, RespWriter writer) =>
        writer.WriteSimpleString(Encoding.UTF8.GetBytes(text));
}
