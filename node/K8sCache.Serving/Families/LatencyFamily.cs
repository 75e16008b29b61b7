using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>LATENCY and its subcommands.</summary>
internal static class LatencyFamily
{
    private const int FirstName = 2;

    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.Latency] = ServerCommands.Alone(CommandId.Latency),
        [CommandId.LatencyLatest] = Latest,
        [CommandId.LatencyHistory] = History,
        [CommandId.LatencyReset] = (session, in request, reply) => reply.WriteInteger(session.Server.Latency.Reset(Names(request))),
        [CommandId.LatencyDoctor] = (session, in _, reply) =>
            reply.WriteVerbatimString("txt"u8, Encoding.ASCII.GetBytes(session.Server.LatencyAdvice)),
        [CommandId.LatencyHistogram] = Histogram,
        [CommandId.LatencyHelp] = ServerCommands.HelpOf(CommandId.Latency),
    };

    private static void Latest(IServerSession session, in RespRequest request, RespWriter reply)
    {
        var events = session.Server.Latency.Latest();
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

    private static void History(IServerSession session, in RespRequest request, RespWriter reply)
    {
        var samples = session.Server.Latency.History(Encoding.Latin1.GetString(request[FirstName]));
        reply.WriteArrayHeader(samples.Count);
        foreach (var (at, milliseconds) in samples)
        {
            reply.WriteArrayHeader(2);
            reply.WriteInteger(at);
            reply.WriteInteger(milliseconds);
        }
    }

    /// <summary>By command: calls, and how many took no longer than each power of two of microseconds.</summary>
    private static void Histogram(IServerSession session, in RespRequest request, RespWriter reply)
    {
        var names = new HashSet<string>(Names(request), StringComparer.OrdinalIgnoreCase);
        var found = session.Server.Durations
            .Where(each => names.Count == 0 || names.Contains(each.Command.Name) || names.Contains(each.Command.Name.Split('|')[0]))
            .ToList();
        reply.WriteMapHeader(found.Count);
        foreach (var (command, calls, buckets) in found)
        {
            reply.WriteBulkString(command.Name);
            reply.WriteMapHeader(2);
            reply.WriteBulkString("calls"u8);
            reply.WriteInteger(calls);
            reply.WriteBulkString("histogram_usec"u8);
            reply.WriteMapHeader(buckets.Count);
            foreach (var (bound, count) in buckets)
            {
                reply.WriteInteger(bound);
                reply.WriteInteger(count);
            }
        }
    }

    private static List<string> Names(in RespRequest request)
    {
        var names = new List<string>();
        for (var index = FirstName; index < request.Count; index++)
            names.Add(Encoding.Latin1.GetString(request[index]));
        return names;
    }
}
