using K8sCache.Node.Configuration;

namespace K8sCache.Node.Serving;

/// <summary>Options that CONFIG SET may change while the node runs; read by every loop, each value by itself.</summary>
internal sealed class NodeSettings(NodeOptions options)
{
    private long _trackingTableMaxKeys = options.TrackingTableMaxKeys;
    private long _slowLogMicroseconds = options.SlowLogMicroseconds;
    private long _slowLogMaxLength = options.SlowLogMaxLength;
    private long _latencyThresholdMilliseconds;
    private long _idleSeconds = (long)options.IdleTimeout.TotalSeconds;
    private long _maxClients = options.MaxClients;
    private long _maxBulkBytes = options.MaxBulkBytes;
    private OutputLimit _outputLimit = options.OutputLimit;

    /// <summary>Keys remembered for clients that may have cached them; 0 = no bound.</summary>
    public long TrackingTableMaxKeys
    {
        get => Volatile.Read(ref _trackingTableMaxKeys);
        set => Volatile.Write(ref _trackingTableMaxKeys, value);
    }

    /// <summary>Commands that take longer are kept in the slow log; 0 = all, less = none.</summary>
    public long SlowLogMicroseconds
    {
        get => Volatile.Read(ref _slowLogMicroseconds);
        set => Volatile.Write(ref _slowLogMicroseconds, value);
    }

    public long SlowLogMaxLength
    {
        get => Volatile.Read(ref _slowLogMaxLength);
        set => Volatile.Write(ref _slowLogMaxLength, value);
    }

    /// <summary>Commands that take longer are latency spikes; 0 = none is.</summary>
    public long LatencyThresholdMilliseconds
    {
        get => Volatile.Read(ref _latencyThresholdMilliseconds);
        set => Volatile.Write(ref _latencyThresholdMilliseconds, value);
    }

    /// <summary>Clients that send nothing for longer are closed; 0 = none is.</summary>
    public long IdleSeconds
    {
        get => Volatile.Read(ref _idleSeconds);
        set => Volatile.Write(ref _idleSeconds, value);
    }

    public long MaxClients
    {
        get => Volatile.Read(ref _maxClients);
        set => Volatile.Write(ref _maxClients, value);
    }

    public long MaxBulkBytes
    {
        get => Volatile.Read(ref _maxBulkBytes);
        set => Volatile.Write(ref _maxBulkBytes, value);
    }

    public OutputLimit OutputLimit
    {
        get => Volatile.Read(ref _outputLimit);
        set => Volatile.Write(ref _outputLimit, value);
    }

    /// <summary>
    /// Whether each command must be timed by itself. Short ones never take a millisecond, so a bound above that does not
    /// need it.
    /// </summary>
    public bool TimesEachCommand => SlowLogMicroseconds is >= 0 and < 1000 || LatencyThresholdMilliseconds > 0;
}
