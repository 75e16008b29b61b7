using K8sCache.Commands;

namespace K8sCache.Node.Commands;

/// <summary>The HELP subcommand of a container, read off the command table.</summary>
internal static class HelpReply
{
    public static CommandHandler Of(CommandId container)
    {
        var command = CommandTable.Default.Commands.Single(candidate => candidate.Id == container);
        return (session, in _) => CommandHelp.Write(command, session.Reply);
    }
}
