using System.Text;

namespace K8sCache.Resp.Commands;

/// <summary>The reply of a container's HELP: its subcommands, each with its summary.</summary>
public static class CommandHelp
{
    private const string Indent = "    ";

    public static void Write(CommandSpec container, RespWriter writer)
    {
        writer.WriteArrayHeader(1 + (container.Subcommands.Count * 2));
        WriteLine($"{container.Name.ToUpperInvariant()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", writer);
        foreach (var subcommand in container.Subcommands)
        {
            WriteLine(Encoding.ASCII.GetString(subcommand.NameBytes).ToUpperInvariant(), writer);
            WriteLine($"{Indent}{subcommand.Summary.TrimEnd('.')}.", writer);
        }
    }

    private static void WriteLine(string text, RespWriter writer) =>
        writer.WriteSimpleString(Encoding.UTF8.GetBytes(text));
}
