using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;
using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>LATENCY and its subcommands.</summary>
internal static class LatencyHandlers
{
    private const string Disabled =
        "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we weren't in a deep space mission I'd suggest to take a look at https://redis.io/topics/latency-monitor.\n";

    private const string NoSpike =
        "Dave, no latency spike was observed during the lifetime of this Redis instance, not in the slightest bit. I honestly think you ought to sit down calmly, take a stress pill, and think things over.\n";

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Latency] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "latency"),
        [CommandId.LatencyLatest] = Latest,
        [CommandId.LatencyHistory] = History,
        [CommandId.LatencyReset] = Reset,
        [CommandId.LatencyDoctor] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteVerbatimString("txt"u8, Encoding.ASCII.GetBytes(Advice(session.Node))),
        [CommandId.LatencyHistogram] = Histogram,
        [CommandId.LatencyHelp] = HelpReply.Of(CommandId.Latency),
    };

    private static void Latest(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var events = session.Node.Latency.Latest();
        reply.WriteArrayHeader(events.Count);
        foreach (var (name, at, milliseconds, worst, _) in events)
        {
            reply.WriteArrayHeader(4);
            reply.WriteBulkString(name);
            reply.WriteInteger(at);
            reply.WriteInteger(milliseconds);
            reply.WriteInteger(worst);
        }
    }

    private static void History(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var samples = session.Node.Latency.History(request[2].Text());
        reply.WriteArrayHeader(samples.Count);
        foreach (var (at, milliseconds) in samples)
        {
            reply.WriteArrayHeader(2);
            reply.WriteInteger(at);
            reply.WriteInteger(milliseconds);
        }
    }

    private static void Reset(ClientSession session, in RespRequest request)
    {
        var names = new List<string>();
        for (var i = 2; i < request.Count; i++)
            names.Add(request[i].Text());
        session.Reply.WriteInteger(session.Node.Latency.Reset(names));
    }

    private static string Advice(NodeContext node)
    {
        var events = node.Latency.Latest();
        if (events.Count == 0)
            return node.Settings.LatencyThresholdMilliseconds == 0 ? Disabled : NoSpike;
        var text = new StringBuilder("Dave, I have observed latency spikes in this Redis instance.\n\n");
        foreach (var (name, _, milliseconds, worst, samples) in events)
            text.Append($"{name}: {samples} latency spikes (latest {milliseconds} ms, worst {worst} ms). See SLOWLOG GET for the commands.\n");
        return text.ToString();
    }

    /// <summary>By command: calls, and how many took no longer than each power of two of microseconds.</summary>
    private static void Histogram(ClientSession session, in RespRequest request)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 2; i < request.Count; i++)
            names.Add(request[i].Text());
        var found = InfoStatistics.AllCommands
            .Where(command => names.Count == 0 || names.Contains(command.Name) || names.Contains(command.Name.Split('|')[0]))
            .Select(command => (command.Name, Sums: InfoStatistics.DurationsOf(session.Node, command)))
            .Where(pair => pair.Sums is not null).ToList();
        var reply = session.Reply;
        reply.WriteMapHeader(found.Count);
        foreach (var (name, sums) in found)
        {
            var buckets = ByMicroseconds(sums!);
            reply.WriteBulkString(name);
            reply.WriteMapHeader(2);
            reply.WriteBulkString("calls"u8);
            reply.WriteInteger(sums!.Sum());
            reply.WriteBulkString("histogram_usec"u8);
            reply.WriteMapHeader(buckets.Count);
            foreach (var (bound, count) in buckets)
            {
                reply.WriteInteger(bound);
                reply.WriteInteger(count);
            }
        }
    }

    /// <summary>Bounds at which the count grows, with the count up to there.</summary>
    private static List<(long Bound, long Count)> ByMicroseconds(long[] sums)
    {
        var buckets = new SortedDictionary<long, long>();
        long seen = 0;
        for (var bucket = 0; bucket < sums.Length; bucket++)
        {
            seen += sums[bucket];
            if (sums[bucket] > 0)
                buckets[(long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)((CommandHistogram.UpperBound(bucket) + 999) / 1000))] = seen;
        }

        return [.. buckets.Select(pair => (pair.Key, pair.Value))];
    }
}
