using K8sCache.Commands;
using K8sCache.Hosting.Metrics;
using K8sCache.Serving.Clients;

namespace K8sCache.Router.Observing;

/// <summary>
/// What one loop counts. Written by its thread without synchronisation, read by the scraping thread: 64-bit reads are
/// whole, and a value a moment old is as good.
/// </summary>
internal sealed class LoopCounters
{
    private readonly long[] _requests = new long[Enum.GetValues<CommandId>().Length];
    private readonly long[] _closed = new long[Enum.GetValues<ClosingReason>().Length];
    private readonly long[] _errors = new long[Enum.GetValues<RouterError>().Length];

    public long Connections { get; set; }

    public long ConnectionsAccepted { get; set; }

    public long ClientBytesReceived { get; set; }

    public long ClientBytesSent { get; set; }

    public long UpstreamBytesReceived { get; set; }

    public long UpstreamBytesSent { get; set; }

    public long Redirects { get; set; }

    private readonly LatencyCounts?[] _latencies = new LatencyCounts[Enum.GetValues<CommandId>().Length];

    /// <summary>Counts how long a client's request took from its arrival to its reply.</summary>
    public void AddLatency(CommandId command, long nanoseconds) =>
        (_latencies[(int)command] ??= new LatencyCounts()).Add(nanoseconds, 1);

    /// <summary>Null for a command nobody has sent yet.</summary>
    public LatencyCounts? LatencyOf(CommandId command) => Volatile.Read(ref _latencies[(int)command]);

    public void Add(ClosingReason reason) => _closed[(int)reason]++;

    public long Closed(ClosingReason reason) => Volatile.Read(ref _closed[(int)reason]);

    public long RequestsTotal { get; private set; }

    public long ErrorsTotal { get; private set; }

    public void Add(CommandId command)
    {
        _requests[(int)command]++;
        RequestsTotal++;
    }

    public void Add(RouterError error)
    {
        _errors[(int)error]++;
        ErrorsTotal++;
    }

    public long Requests(CommandId command) => Volatile.Read(ref _requests[(int)command]);

    public long Errors(RouterError error) => Volatile.Read(ref _errors[(int)error]);
}
