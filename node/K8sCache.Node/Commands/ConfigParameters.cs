using System.Globalization;
using K8sCache.Node.Serving;
using K8sCache.Serving;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>What CONFIG knows: options under Redis' names, and what clients and exporters ask for.</summary>
internal static class ConfigParameters
{
    private const long MinMemory = 1 << 20;

    public static IReadOnlyList<ConfigParameter> All { get; } =
    [
        Fixed("appendonly", _ => "no"),
        Fixed("bind", node => node.Options.Bind.ToString()),
        new("client-output-buffer-limit", OutputLimit) { Change = ConfigChanges.OutputLimits },
        new("client-query-buffer-limit", node => Text(node.Loops[0].Loop.InputLimitBytes))
        {
            Change = ConfigChanges.Memory(MinMemory, _ => long.MaxValue, (node, value) => ForEachLoop(node, loop => loop.Loop.InputLimitBytes = value)),
        },
        Fixed("cluster-enabled", node => node.View is null ? "no" : "yes"),
        Fixed("databases", _ => Text(RedisFacts.Databases)),
        Fixed("enable-debug-command", node => node.Options.IsDebugEnabled ? "yes" : "no"),
        // When a collection leaves its compact form; not to be changed.
        Fixed("hash-max-listpack-entries", _ => "128"),
        Fixed("hash-max-listpack-value", _ => "64"),
        Fixed("io-threads", node => Text(node.Options.Threads)),
        new("latency-monitor-threshold", node => Text(node.Settings.LatencyThresholdMilliseconds))
        {
            Change = ConfigChanges.Integer(0, long.MaxValue, (node, value) => SetTimed(node, () => node.Settings.LatencyThresholdMilliseconds = value)),
        },
        Fixed("latency-tracking", _ => "yes"),
        Fixed("latency-tracking-info-percentiles", _ => "50 99 99.9"),
        Fixed("list-max-listpack-size", _ => "-2"),
        new("maxclients", node => Text(node.Settings.MaxClients))
        {
            Change = ConfigChanges.Integer(1, 1_000_000, SetMaxClients),
        },
        // No more than it was started with, from which the process's own limit follows.
        new("maxmemory", node => Text(node.Engine.MemoryLimitBytes))
        {
            Change = ConfigChanges.Memory(MinMemory, node => node.Options.MemoryBytes, (node, value) => node.Engine.MemoryLimitBytes = value),
        },
        Fixed("maxmemory-policy", node => PolicyName(node.Engine.Eviction)),
        Fixed("notify-keyspace-events", _ => ""),
        Fixed("port", node => Text(node.Port)),
        new("proto-max-bulk-len", node => Text(node.Settings.MaxBulkBytes))
        {
            Change = ConfigChanges.Memory(MinMemory, node => node.Options.MaxBulkBytes, SetMaxBulk),
        },
        // Clients ask it to know whether they may write here.
        Fixed("replica-read-only", _ => "yes"),
        Fixed("save", _ => ""),
        Fixed("set-max-intset-entries", _ => "512"),
        Fixed("slave-read-only", _ => "yes"),
        new("slowlog-log-slower-than", node => Text(node.Settings.SlowLogMicroseconds))
        {
            Change = ConfigChanges.Integer(-1, long.MaxValue, (node, value) => SetTimed(node, () => node.Settings.SlowLogMicroseconds = value)),
        },
        new("slowlog-max-len", node => Text(node.Settings.SlowLogMaxLength))
        {
            Change = ConfigChanges.Integer(0, long.MaxValue, (node, value) =>
            {
                node.Settings.SlowLogMaxLength = value;
                node.SlowLog.Trim(value);
            }),
        },
        Fixed("tcp-keepalive", _ => "300"),
        new("timeout", node => Text(node.Settings.IdleSeconds))
        {
            Change = ConfigChanges.Integer(0, int.MaxValue, (node, value) => node.Settings.IdleSeconds = value),
        },
        new("tracking-table-max-keys", node => Text(node.Settings.TrackingTableMaxKeys))
        {
            Change = ConfigChanges.Integer(0, long.MaxValue, SetTrackedKeys),
        },
        Fixed("zset-max-listpack-entries", _ => "128"),
        Fixed("zset-max-listpack-value", _ => "64"),
    ];

    public static IEnumerable<(string Name, string Value)> Of(NodeContext node) =>
        All.Select(parameter => (parameter.Name, parameter.Get(node)));

    public static ConfigParameter? Find(string name) =>
        All.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

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
        if (ConfigChanges.OutputLimits(node, "").Apply is { } apply)
            apply();
    }

    private static ConfigParameter Fixed(string name, Func<NodeContext, string> get) => new(name, get);

    private static string OutputLimit(NodeContext node)
    {
        var (hard, soft, seconds) = node.Settings.OutputLimit;
        return string.Create(
            CultureInfo.InvariantCulture, $"normal {hard} {soft} {seconds} slave {hard} 0 0 pubsub {hard} {soft} {seconds}");
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
