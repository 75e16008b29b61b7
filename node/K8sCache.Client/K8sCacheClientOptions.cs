namespace K8sCache.Client;

/// <summary>How a <see cref="K8sCacheClient"/> finds the cache and how long it waits. Read once, when the client is made.</summary>
public sealed class K8sCacheClientOptions
{
    /// <summary>
    /// <c>host:port</c> of the cache's Service, a router or any node; several with commas between them. The port may be left
    /// out and is 6379 then.
    /// </summary>
    public string Address { get; set; } = "";

    public RoutingMode Routing { get; set; } = RoutingMode.Auto;

    /// <summary>Null = none.</summary>
    public string? Password { get; set; }

    /// <summary>For the password; null = the default user.</summary>
    public string? UserName { get; set; }

    /// <summary>Whether connections are encrypted (TLS 1.2 or 1.3), as a cache with <c>spec.tls</c> demands.</summary>
    public bool Ssl { get; set; }

    /// <summary>Name that certificates must be for, of whatever node; null = the host of <see cref="Address"/>.</summary>
    public string? SslHost { get; set; }

    /// <summary>Authorities in PEM that certificates must come from; null = the system's. Read for each new connection.</summary>
    public string? CaFile { get; set; }

    /// <summary>Certificate in PEM to show to a cache that asks clients for one; null = none. Read for each new connection.</summary>
    public string? CertFile { get; set; }

    /// <summary>Private key in PEM of <see cref="CertFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>This process's failure domain; nodes elsewhere cost the latency-aware schedulers more. Null = all are alike.</summary>
    public string? Zone { get; set; }

    /// <summary>Name of its connections in CLIENT LIST; no blanks. Null = none.</summary>
    public string? ClientName { get; set; }

    /// <summary>Longest a call takes, retries included, before it fails with an error that names the node; 10 ms to 1 h.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A node that owes replies to reads and sends nothing for this long is given up and the reads go to other copies;
    /// 10 ms to <see cref="RequestTimeout"/>. Writes may wait for the node's peers, so for them it is the request timeout.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest a call that nobody can serve waits for a topology in which somebody can; 0 to <see cref="RequestTimeout"/>.</summary>
    public TimeSpan RerouteTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest an attempt to connect takes; 10 ms to 1 h.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the topology is asked for when nothing hints at a new one; 100 ms to 1 h.</summary>
    public TimeSpan TopologyInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest the client, being disposed, waits for calls that are under way; 0 to 1 h.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connections to a node for reads, and as many for writes, which may wait for the node's peers; 1 to 16. All callers
    /// share them.
    /// </summary>
    public int ConnectionsPerLane { get; set; } = 1;

    /// <summary>Calls unanswered on one connection before more are refused; 1 to 1,000,000.</summary>
    public int MaxInFlightPerConnection { get; set; } = 65_536;

    /// <summary>Attempts a read is given on other copies after its connection broke; 0 to 10.</summary>
    public int ReadRetries { get; set; } = 1;

    internal K8sCacheClientOptions Copy() => (K8sCacheClientOptions)MemberwiseClone();
}
