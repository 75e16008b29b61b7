using K8sCache.Commands;
using K8sCache.Hosting.Metrics;
using K8sCache.Serving.Observing;

namespace K8sCache.Router.Observing;

/// <summary>
/// What one loop counts. Written by its thread without synchronisation, read by the scraping thread: 64-bit reads are
/// whole, and a value a moment old is as good.
/// </summary>
internal sealed class RouterCounters : LoopCounters
{
    private readonly long[] _errors = new long[Enum.GetValues<RouterError>().Length];

    public long Connections { get; set; }

    public long ConnectionsAccepted { get; set; }

    public long UpstreamBytesReceived { get; set; }

    public long UpstreamBytesSent { get; set; }

    public long Redirects { get; set; }

    private readonly LatencyCounts?[] _latencies = new LatencyCounts[Enum.GetValues<CommandId>().Length];

    /// <summary>Counts how long a client's request took from its arrival to its reply.</summary>
    public void AddLatency(CommandId command, long nanoseconds) =>
        (_latencies[(int)command] ??= new LatencyCounts()).Add(nanoseconds, 1);

    /// <summary>Null for a command nobody has sent yet.</summary>
    public LatencyCounts? LatencyOf(CommandId command) => Volatile.Read(ref _latencies[(int)command]);

    public long ErrorsTotal { get; private set; }

    public void Add(RouterError error)
    {
        _errors[(int)error]++;
        ErrorsTotal++;
    }

    public long Errors(RouterError error) => Volatile.Read(ref _errors[(int)error]);
}
