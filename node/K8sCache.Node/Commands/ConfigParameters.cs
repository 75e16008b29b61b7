using System.Globalization;
using K8sCache.Node.Serving;
using K8sCache.Serving;
using K8sCache.Serving.Configuration;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>What CONFIG knows: options under Redis' names, and what clients and exporters ask for.</summary>
internal static class ConfigParameters
{
    private const long MinMemory = 1 << 20;

    public static IReadOnlyList<ConfigParameter> Of(NodeContext node) =>
    [
        new("appendonly", () => "no"),
        new("bind", () => node.Options.Bind.ToString()),
        new("client-output-buffer-limit", () => OutputLimits.Text(node)) { Change = text => OutputLimits.Change(node, text) },
        new("client-query-buffer-limit", () => Text(node.Loops[0].Loop.InputLimitBytes))
        {
            Change = ConfigValues.Memory(MinMemory, () => long.MaxValue, value => ForEachLoop(node, loop => loop.Loop.InputLimitBytes = value)),
        },
        new("cluster-enabled", () => node.View is null ? "no" : "yes"),
        new("databases", () => Text(RedisFacts.Databases)),
        new("enable-debug-command", () => node.Options.IsDebugEnabled ? "yes" : "no"),
        // When a collection leaves its compact form; not to be changed.
        new("hash-max-listpack-entries", () => "128"),
        new("hash-max-listpack-value", () => "64"),
        new("io-threads", () => Text(node.Options.Threads)),
        new("latency-monitor-threshold", () => Text(node.Settings.LatencyThresholdMilliseconds))
        {
            Change = ConfigValues.Integer(0, long.MaxValue, value => SetTimed(node, () => node.Settings.LatencyThresholdMilliseconds = value)),
        },
        new("latency-tracking", () => "yes"),
        new("latency-tracking-info-percentiles", () => "50 99 99.9"),
        new("list-max-listpack-size", () => "-2"),
        new("maxclients", () => Text(node.Settings.MaxClients))
        {
            Change = ConfigValues.Integer(1, 1_000_000, value => SetMaxClients(node, value)),
        },
        // No more than it was started with, from which the process's own limit follows.
        new("maxmemory", () => Text(node.Engine.MemoryLimitBytes))
        {
            Change = ConfigValues.Memory(MinMemory, () => node.Options.MemoryBytes, value => node.Engine.MemoryLimitBytes = value),
        },
        new("maxmemory-policy", () => PolicyName(node.Engine.Eviction)),
        new("notify-keyspace-events", () => ""),
        new("port", () => Text(node.Port)),
        new("proto-max-bulk-len", () => Text(node.Settings.MaxBulkBytes))
        {
            Change = ConfigValues.Memory(MinMemory, () => node.Options.MaxBulkBytes, value => SetMaxBulk(node, value)),
        },
        // Clients ask it to know whether they may write here.
        new("replica-read-only", () => "yes"),
        new("save", () => ""),
        new("set-max-intset-entries", () => "512"),
        new("slave-read-only", () => "yes"),
        new("slowlog-log-slower-than", () => Text(node.Settings.SlowLogMicroseconds))
        {
            Change = ConfigValues.Integer(-1, long.MaxValue, value => SetTimed(node, () => node.Settings.SlowLogMicroseconds = value)),
        },
        new("slowlog-max-len", () => Text(node.Settings.SlowLogMaxLength))
        {
            Change = ConfigValues.Integer(0, long.MaxValue, value =>
            {
                node.Settings.SlowLogMaxLength = value;
                node.SlowLog.Trim(value);
            }),
        },
        new("tcp-keepalive", () => "300"),
        new("timeout", () => Text(node.Settings.IdleSeconds))
        {
            Change = ConfigValues.Integer(0, int.MaxValue, value => node.Settings.IdleSeconds = value),
        },
        new("tracking-table-max-keys", () => Text(node.Settings.TrackingTableMaxKeys))
        {
            Change = ConfigValues.Integer(0, long.MaxValue, value => SetTrackedKeys(node, value)),
        },
        new("zset-max-listpack-entries", () => "128"),
        new("zset-max-listpack-value", () => "64"),
    ];

    /// <summary>Redis has no name for S3-FIFO; the nearest of its own is told, as tools know only those.</summary>
    public static string PolicyName(EvictionMode mode) => mode switch
    {
        EvictionMode.None => "noeviction",
        EvictionMode.S3Fifo => "allkeys-lfu",
    };

    /// <summary>What the settings say of clocks and limits, told to the loops; also once at the start.</summary>
    public static void ApplyTo(NodeContext node)
    {
        ForEachLoop(node, loop => loop.Clock.TimesEach = node.Settings.TimesEachCommand);
        OutputLimits.Apply(node, node.Settings.OutputLimit);
    }

    private static void SetTimed(NodeContext node, Action set)
    {
        set();
        ForEachLoop(node, loop => loop.Clock.TimesEach = node.Settings.TimesEachCommand);
    }

    private static void SetMaxClients(NodeContext node, long value)
    {
        node.Settings.MaxClients = value;
        foreach (var listener in node.ClientListeners)
            listener.MaxConnections = (int)value;
    }

    private static void SetTrackedKeys(NodeContext node, long value)
    {
        node.Settings.TrackingTableMaxKeys = value;
        node.Changes.KeepToBound();
    }

    private static void SetMaxBulk(NodeContext node, long value)
    {
        node.Settings.MaxBulkBytes = value;
        foreach (var session in node.Clients.Sessions)
            session.Loop.Loop.Post(_ => session.ApplyLimits(), null);
    }

    private static void ForEachLoop(NodeContext node, Action<LoopState> apply)
    {
        foreach (var loop in node.Loops)
            apply(loop);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
