using System.Globalization;
using System.Text;
using K8sCache.Resp;
using K8sCache.Router.Configuration;
using K8sCache.Router.Routing;
using K8sCache.Serving;

namespace K8sCache.Router.Sessions;

/// <summary>What CONFIG knows: the router's options under Redis' names, and what clients and benchmarks ask for.</summary>
internal static class ConfigParameters
{
    private const int FirstPair = 2;

    private static readonly Dictionary<string, Action<RouterSettings, int>> Changeable = new(StringComparer.OrdinalIgnoreCase)
    {
        ["timeout"] = (settings, value) => settings.IdleSeconds = value,
        ["slowlog-log-slower-than"] = (settings, value) => settings.SlowLogMicroseconds = value,
        ["slowlog-max-len"] = (settings, value) => settings.SlowLogMaxLength = value,
    };

    public static IEnumerable<(string Name, string Value)> Of(RouterContext context)
    {
        yield return ("appendonly", "no");
        yield return ("bind", context.Options.Bind.ToString());
        yield return ("client-output-buffer-limit", $"normal {context.Options.OutputBufferBytes} 0 0 slave 0 0 0 pubsub 0 0 0");
        yield return ("client-query-buffer-limit", Text(context.Options.QueryBufferBytes));
        yield return ("databases", Text(RedisFacts.Databases));
        yield return ("io-threads", Text(context.Options.Threads));
        yield return ("maxclients", Text(context.Options.MaxClients));
        yield return ("maxmemory", "0");
        yield return ("port", Text(context.Options.Port));
        yield return ("proto-max-bulk-len", Text(context.Limits.BulkBytesMax));
        // Clients ask it to know whether they may write here.
        yield return ("replica-read-only", "yes");
        yield return ("save", "");
        yield return ("slave-read-only", "yes");
        yield return ("slowlog-log-slower-than", Text(context.Settings.SlowLogMicroseconds));
        yield return ("slowlog-max-len", Text(context.Settings.SlowLogMaxLength));
        yield return ("timeout", Text(context.Settings.IdleSeconds));
    }

    /// <summary>CONFIG SET: all values are checked before any is changed.</summary>
    public static void Set(RouterContext context, in RespRequest request, RespWriter reply)
    {
        if (request.Count % 2 != 0)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        var changes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = FirstPair; index < request.Count; index += 2)
        {
            var name = Encoding.Latin1.GetString(request[index]);
            if (!Of(context).Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                reply.WriteError($"ERR Unknown option or number of arguments for CONFIG SET - '{name}'");
                return;
            }

            if (ProblemOf(name, request[index + 1], changes) is { } problem)
            {
                reply.WriteError($"ERR CONFIG SET failed (possibly related to argument '{name}') - {problem}");
                return;
            }
        }

        foreach (var (name, value) in changes)
            Changeable[name](context.Settings, value);
        reply.WriteOk();
    }

    private static string? ProblemOf(string name, ReadOnlySpan<byte> value, Dictionary<string, int> changes)
    {
        if (!Changeable.ContainsKey(name))
            return "can't set immutable config";
        if (!RespNumber.TryParse(value, out var number))
            return "argument couldn't be parsed into an integer";
        var least = name.Equals("slowlog-log-slower-than", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
        if (number < least || number > int.MaxValue)
            return $"argument must be between {least} and {int.MaxValue} inclusive";
        return changes.TryAdd(name, (int)number) ? null : "duplicate parameter";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
