using K8sCache.Client.Connections;
using K8sCache.Client.Observing;
using Microsoft.Extensions.Logging;

namespace K8sCache.Client.Routing;

/// <summary>What all parts of one client share; nothing of it changes.</summary>
internal sealed class ClientContext : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _chance = new();
    private readonly Random _random;

    public ClientContext(K8sCacheClientOptions options, TimeProvider time, ILogger log, int seed)
    {
        Options = options;
        Time = time;
        Log = log;
        Greeting = new Greeting(options);
        _random = new Random(seed);
        RequestTicks = Ticks(options.RequestTimeout);
        StallTicks = Ticks(options.StallTimeout);
        RerouteTicks = Ticks(options.RerouteTimeout);
        Stopping = _stopping.Token;
    }

    public K8sCacheClientOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public Greeting Greeting { get; }

    public required ClientMetrics Metrics { get; init; }

    /// <summary>Who decides what becomes of calls.</summary>
    public IConnectionOwner Owner { get; set; } = null!;

    public CancellationToken Stopping { get; }

    public long RequestTicks { get; }

    public long StallTicks { get; }

    public long RerouteTicks { get; }

    /// <summary>A timestamp.</summary>
    public long Now => Time.GetTimestamp();

    public double Seconds(long ticks) => (double)ticks / Time.TimestampFrequency;

    public long Milliseconds(long ticks) => (long)(Seconds(ticks) * 1000);

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);

    /// <summary>0 to 1, from any thread.</summary>
    public double NextDouble()
    {
        lock (_chance)
            return _random.NextDouble();
    }

    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
