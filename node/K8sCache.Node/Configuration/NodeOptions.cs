using System.Net;
using K8sCache.Hosting.Tls;
using K8sCache.Storage;
using Microsoft.Extensions.Logging;

namespace K8sCache.Node.Configuration;

/// <summary>What a node is started with.</summary>
public sealed record NodeOptions
{
    /// <summary>An eighth of Redis' default: one value must not be most of a small node's memory.</summary>
    public const long DefaultMaxBulkBytes = 64L << 20;

    public const int DefaultSlowLogMicroseconds = 10_000;

    public const int DefaultSlowLogMaxLength = 128;

    public const long DefaultOutputBytes = 256L << 20;

    public const int DefaultTrackingTableMaxKeys = 1_000_000;

    public const long DefaultClientQueryBufferBytes = 256L << 20;

    /// <summary>The node's name in topologies; the pod's name in Kubernetes.</summary>
    public required string Name { get; init; }

    public required IPAddress Bind { get; init; }

    /// <summary>Whether the ports for clients and administration are open on loopback besides.</summary>
    public bool BindLoopback { get; init; }

    /// <summary>Port for clients and routers; 0 lets the system choose.</summary>
    public required int Port { get; init; }

    /// <summary>Port for metrics, health and topology; 0 lets the system choose.</summary>
    public required int AdminPort { get; init; }

    /// <summary>Port for other nodes; opened with the first topology. 0 lets the system choose.</summary>
    public required int PeerPort { get; init; }

    /// <summary>Bytes for entries and all their overheads.</summary>
    public required long MemoryBytes { get; init; }

    public EvictionMode Eviction { get; init; } = EvictionMode.S3Fifo;

    /// <summary>Event loops, one thread each.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>A topology document to read and watch; null = none. Without any topology the node owns all slots.</summary>
    public string? TopologyFile { get; init; }

    /// <summary>Holds the password of the default user; null = none asked for.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Holds the cluster's internal identity (<see cref="Hosting.Identity.InternalIdentity"/>); null = nobody is asked for it.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Where certificates are; without any nothing is encrypted. With one, the ports for clients and nodes take TLS only.</summary>
    public TlsOptions Tls { get; init; } = new();

    public int MaxClients { get; init; } = 10_000;

    /// <summary>Longest argument a client may send and longest string that may be kept.</summary>
    public long MaxBulkBytes { get; init; } = DefaultMaxBulkBytes;

    /// <summary>Bytes of one client's requests that may wait to be parsed.</summary>
    public long ClientQueryBufferBytes { get; init; } = DefaultClientQueryBufferBytes;

    /// <summary>Keys remembered for clients that may have cached them; 0 = no bound.</summary>
    public long TrackingTableMaxKeys { get; init; } = DefaultTrackingTableMaxKeys;

    /// <summary>Commands that take longer are kept in the slow log; 0 = all, -1 = none.</summary>
    public long SlowLogMicroseconds { get; init; } = DefaultSlowLogMicroseconds;

    /// <summary>Entries of the slow log.</summary>
    public long SlowLogMaxLength { get; init; } = DefaultSlowLogMaxLength;

    /// <summary>Clients that send nothing for longer are closed; zero = none is.</summary>
    public TimeSpan IdleTimeout { get; init; }

    /// <summary>What a client may leave unread.</summary>
    public OutputLimit OutputLimit { get; init; } = new(DefaultOutputBytes, 0, 0);

    /// <summary>Whether DEBUG is allowed.</summary>
    public bool IsDebugEnabled { get; init; }

    /// <summary>How long a write waits for its copies before its client is told which did not answer.</summary>
    public TimeSpan AcknowledgeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the process serves on after SIGTERM while others take over what only it holds.</summary>
    public TimeSpan HandoverTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the process serves on after SIGTERM, so that those who route to it notice.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
