using System.Globalization;
using K8sCache.Router.Routing;
using K8sCache.Serving;
using K8sCache.Serving.Configuration;

namespace K8sCache.Router.Sessions;

/// <summary>What CONFIG knows: the router's options under Redis' names, and what clients and benchmarks ask for.</summary>
internal static class ConfigParameters
{
    public static IReadOnlyList<ConfigParameter> Of(RouterContext context) =>
    [
        new("appendonly", () => "no"),
        new("bind", () => context.Options.Bind.ToString()),
        new("client-output-buffer-limit", () => $"normal {context.Options.OutputBufferBytes} 0 0 slave 0 0 0 pubsub 0 0 0"),
        new("client-query-buffer-limit", () => Text(context.Options.QueryBufferBytes)),
        new("databases", () => Text(RedisFacts.Databases)),
        new("io-threads", () => Text(context.Options.Threads)),
        new("maxclients", () => Text(context.Options.MaxClients)),
        new("maxmemory", () => "0"),
        new("port", () => Text(context.Options.Port)),
        new("proto-max-bulk-len", () => Text(context.Limits.BulkBytesMax)),
        // Clients ask it to know whether they may write here.
        new("replica-read-only", () => "yes"),
        new("save", () => ""),
        new("slave-read-only", () => "yes"),
        new("slowlog-log-slower-than", () => Text(context.Settings.SlowLogMicroseconds))
        {
            Change = ConfigValues.Integer(-1, long.MaxValue, value => context.Settings.SlowLogMicroseconds = value),
        },
        new("slowlog-max-len", () => Text(context.Settings.SlowLogMaxLength))
        {
            Change = ConfigValues.Integer(0, long.MaxValue, value =>
            {
                context.Settings.SlowLogMaxLength = value;
                context.SlowLog.Trim(value);
            }),
        },
        new("timeout", () => Text(context.Settings.IdleSeconds))
        {
            Change = ConfigValues.Integer(0, int.MaxValue, value => context.Settings.IdleSeconds = (int)value),
        },
    ];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
