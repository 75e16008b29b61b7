using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>CONFIG and its subcommands, over the server's parameters.</summary>
internal static class ConfigFamily
{
    private const int FirstPair = 2;

    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.Config] = ServerCommands.Alone(CommandId.Config),
        [CommandId.ConfigGet] = (session, in request, reply) => ConfigReply.Write(request, session.Server.Parameters, reply),
        [CommandId.ConfigSet] = Set,
        [CommandId.ConfigResetStat] = (session, in _, reply) =>
        {
            session.Server.ResetStatistics();
            reply.WriteOk();
        },
        [CommandId.ConfigRewrite] = (_, in _, reply) => reply.WriteError("ERR The server is running without a config file"u8),
        [CommandId.ConfigHelp] = ServerCommands.HelpOf(CommandId.Config),
    };

    /// <summary>All values are checked before any is changed.</summary>
    private static void Set(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (request.Count % 2 != 0)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        var parameters = session.Server.Parameters;
        var seen = new HashSet<ConfigParameter>();
        var changes = new List<Action>();
        for (var index = FirstPair; index < request.Count; index += 2)
        {
            var name = Encoding.Latin1.GetString(request[index]);
            if (parameters.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } parameter)
            {
                Fail($"ERR Unknown option or number of arguments for CONFIG SET - '{name}'", reply);
                return;
            }

            var (apply, problem) = !seen.Add(parameter) ? (null, "duplicate parameter")
                : parameter.Change is null ? (null, "can't set immutable config")
                : parameter.Change(Encoding.Latin1.GetString(request[index + 1]));
            if (apply is null)
            {
                Fail($"ERR CONFIG SET failed (possibly related to argument '{name}') - {problem}", reply);
                return;
            }

            changes.Add(apply);
        }

        changes.ForEach(apply => apply());
        reply.WriteOk();
    }

    private static void Fail(string error, RespWriter reply) => reply.WriteError(Encoding.Latin1.GetBytes(error));
}
