using System.Globalization;
using K8sCache.Node.Serving;
using K8sCache.Resp.Commands;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>What CONFIG GET knows: options under Redis' names, and what clients and exporters ask for.</summary>
internal static class ConfigParameters
{
    public static IEnumerable<(string Name, string Value)> Of(NodeContext node)
    {
        var options = node.Options;
        yield return ("appendonly", "no");
        yield return ("bind", options.Bind.ToString());
        yield return ("client-query-buffer-limit", Text(options.ClientQueryBufferBytes));
        yield return ("cluster-enabled", node.View is null ? "no" : "yes");
        yield return ("databases", Text(RedisFacts.Databases));
        yield return ("io-threads", Text(options.Threads));
        yield return ("maxclients", Text(options.MaxClients));
        yield return ("maxmemory", Text(node.Engine.MemoryLimitBytes));
        yield return ("maxmemory-policy", PolicyName(node.Engine.Eviction));
        yield return ("notify-keyspace-events", "");
        yield return ("port", Text(node.Port));
        yield return ("proto-max-bulk-len", Text(options.MaxBulkBytes));
        yield return ("save", "");
        yield return ("slowlog-log-slower-than", "-1");
        yield return ("tcp-keepalive", "0");
        yield return ("timeout", "0");
    }

    /// <summary>Redis has no name for S3-FIFO; the nearest of its own is told, as tools know only those.</summary>
    public static string PolicyName(EvictionMode mode) => mode switch
    {
        EvictionMode.None => "noeviction",
        EvictionMode.S3Fifo => "allkeys-lfu",
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
