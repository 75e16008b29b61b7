using System.Numerics;
using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>How long commands took, as LATENCY tells it.</summary>
internal static class CommandDurations
{
    private const string Disabled =
        "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we weren't in a deep space mission I'd suggest to take a look at https://redis.io/topics/latency-monitor.\n";

    private const string NoSpike =
        "Dave, no latency spike was observed during the lifetime of this Redis instance, not in the slightest bit. I honestly think you ought to sit down calmly, take a stress pill, and think things over.\n";

    public static string Advice(NodeContext node)
    {
        var events = node.Latency.Latest();
        if (events.Count == 0)
            return node.Settings.LatencyThresholdMilliseconds == 0 ? Disabled : NoSpike;
        var text = new StringBuilder("Dave, I have observed latency spikes in this Redis instance.\n\n");
        foreach (var (name, _, milliseconds, worst, samples) in events)
            text.Append($"{name}: {samples} latency spikes (latest {milliseconds} ms, worst {worst} ms). See SLOWLOG GET for the commands.\n");
        return text.ToString();
    }

    public static IEnumerable<(CommandSpec Command, long Calls, IReadOnlyList<(long Microseconds, long Count)> Buckets)> Of(NodeContext node)
    {
        foreach (var command in InfoStatistics.AllCommands)
        {
            if (InfoStatistics.DurationsOf(node, command) is { } sums)
                yield return (command, sums.Sum(), ByMicroseconds(sums));
        }
    }

    /// <summary>Powers of two of microseconds at which the count grows, with the count up to there.</summary>
    private static List<(long Microseconds, long Count)> ByMicroseconds(long[] sums)
    {
        var buckets = new SortedDictionary<long, long>();
        long seen = 0;
        for (var bucket = 0; bucket < sums.Length; bucket++)
        {
            seen += sums[bucket];
            if (sums[bucket] > 0)
                buckets[(long)BitOperations.RoundUpToPowerOf2((ulong)((CommandHistogram.UpperBound(bucket) + 999) / 1000))] = seen;
        }

        return [.. buckets.Select(pair => (pair.Key, pair.Value))];
    }
}
