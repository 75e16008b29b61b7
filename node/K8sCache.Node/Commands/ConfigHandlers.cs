using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Configuration;

namespace K8sCache.Node.Commands;

/// <summary>CONFIG and its subcommands.</summary>
internal static class ConfigHandlers
{
    private const int FirstPair = 2;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Config] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "config"),
        [CommandId.ConfigGet] = (ClientSession session, in RespRequest request) =>
            ConfigReply.Write(request, ConfigParameters.Of(session.Node), session.Reply),
        [CommandId.ConfigSet] = Set,
        [CommandId.ConfigResetStat] = ResetStatistics,
        [CommandId.ConfigRewrite] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteError("ERR The server is running without a config file"u8),
        [CommandId.ConfigHelp] = HelpReply.Of(CommandId.Config),
    };

    /// <summary>All values are checked before any is changed.</summary>
    private static void Set(ClientSession session, in RespRequest request)
    {
        if (request.Count % 2 != 0)
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        var seen = new HashSet<ConfigParameter>();
        var changes = new List<Action>();
        for (var i = FirstPair; i < request.Count; i += 2)
        {
            var name = request[i].Text();
            if (ConfigParameters.Find(name) is not { } parameter)
            {
                Fail(session, $"ERR Unknown option or number of arguments for CONFIG SET - '{name}'");
                return;
            }

            var (apply, problem) = !seen.Add(parameter) ? (null, "duplicate parameter")
                : parameter.Change is null ? (null, "can't set immutable config")
                : parameter.Change(session.Node, request[i + 1].Text());
            if (apply is null)
            {
                Fail(session, $"ERR CONFIG SET failed (possibly related to argument '{name}') - {problem}");
                return;
            }

            changes.Add(apply);
        }

        changes.ForEach(apply => apply());
        session.Reply.WriteOk();
    }

    /// <summary>Runs alone, so what the loops count can be set back from here.</summary>
    private static void ResetStatistics(ClientSession session, in RespRequest request)
    {
        foreach (var loop in session.Node.Loops)
        {
            loop.Stats.Reset();
            loop.Errors.Reset();
        }

        session.Node.Baseline = NodeTotals.Of(session.Node);
        session.Reply.WriteOk();
    }

    private static void Fail(ClientSession session, string error) =>
        session.Reply.WriteError(Encoding.Latin1.GetBytes(error));
}
