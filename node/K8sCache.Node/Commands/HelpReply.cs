using System.Text;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>The HELP subcommand of a container, read off the command table.</summary>
internal static class HelpReply
{
    public static CommandHandler Of(CommandId container)
    {
        var command = CommandTable.Default.Commands.Single(candidate => candidate.Id == container);
        return (session, in _) => CommandHelp.Write(command, session.Reply);
    }

    /// <summary>Redis's own lines behind the first, where its clients may know them by heart.</summary>
    public static CommandHandler Of(string container, params string[] lines) => (session, in _) =>
    {
        session.Reply.WriteArrayHeader(lines.Length + 3);
        session.Reply.WriteSimpleString(
            Encoding.ASCII.GetBytes($"{container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        foreach (var line in (ReadOnlySpan<string>)[.. lines, "HELP", "    Prints this help."])
            session.Reply.WriteSimpleString(Encoding.ASCII.GetBytes(line));
    };
}
