namespace K8sCache.Router.Configuration;

/// <summary>What CONFIG SET may change while the router runs; read by every loop, and a moment late is as good.</summary>
internal sealed class RouterSettings(RouterOptions options)
{
    /// <summary>Seconds after which a client that sends nothing is closed; 0 = never.</summary>
    public int IdleSeconds { get; set; } = (int)options.Timeout.TotalSeconds;

    /// <summary>Microseconds after which a request is kept in the slow log; -1 = none is.</summary>
    public long SlowLogMicroseconds { get; set; } = 10_000;

    public long SlowLogMaxLength { get; set; } = 128;
}
