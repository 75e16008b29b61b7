using System.Net;
using K8sCache.Hosting.Tls;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Configuration;

/// <summary>What a router is started with.</summary>
public sealed record RouterOptions
{
    public IPAddress Bind { get; init; } = IPAddress.Any;

    /// <summary>Whether its ports are open on loopback besides.</summary>
    public bool BindLoopback { get; init; }

    /// <summary>Port for clients; 0 lets the system choose.</summary>
    public required int Port { get; init; }

    /// <summary>Port for metrics, health, status and topology; 0 lets the system choose.</summary>
    public required int AdminPort { get; init; }

    /// <summary>A topology document to read and watch; null = topologies only come by <c>PUT /topology</c>.</summary>
    public string? TopologyFile { get; init; }

    /// <summary>Holds the password clients must give and nodes are given; null = none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Holds the cluster's internal identity (<see cref="Hosting.Identity.InternalIdentity"/>); null = nobody is asked for it.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Where certificates are; without any nothing is encrypted. With one, clients and nodes are spoken to over TLS only.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>This router's failure domain; nodes elsewhere cost the latency-aware schedulers more. Null = all are alike.</summary>
    public string? Zone { get; init; }

    /// <summary>Event loops, one thread each.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public int MaxClients { get; init; } = 10_000;

    /// <summary>Bytes of one argument (Redis: proto-max-bulk-len). By default a node's: what nodes refuse is refused here, before it is taken in.</summary>
    public long MaxBulkBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of one connection's input that make no whole request or reply. By default a node's.</summary>
    public long QueryBufferBytes { get; init; } = 256L << 20;

    /// <summary>Bytes a client may leave unread before it is closed.</summary>
    public long OutputBufferBytes { get; init; } = 256L << 20;

    /// <summary>A client that sends nothing for so long is closed; 0 = none is.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Requests of one client that may be unanswered before it is not read from.</summary>
    public int MaxPendingPerClient { get; init; } = 256;

    /// <summary>Requests in flight to one node, from one loop and in one protocol version, before more are refused.</summary>
    public int MaxInFlightPerNode { get; init; } = 65_536;

    /// <summary>Clients that may watch keys at one node at a time, from one loop; each takes a connection to the node.</summary>
    public int MaxWatching { get; init; } = 1024;

    /// <summary>Large replies of one node that may be on their way at a time, to one loop; each takes a connection to the node.</summary>
    public int MaxLargeReads { get; init; } = 256;

    /// <summary>A client that takes nothing of a large reply for so long, while a connection is kept for it, is closed.</summary>
    public TimeSpan LargeReadTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest a client waits for a reply before it gets an error.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A node that owes replies to reads and sends nothing for this long is not asked by others, and what it owes is asked of other
    /// copies, too.
    /// </summary>
    public TimeSpan SuspectTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A node that owes replies to reads and sends nothing for this long is given up, its connection closed and opened anew. Where
    /// nobody else can answer, and for writes, which may wait for the node's peers, it is the request timeout.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest a request nobody can serve waits for a topology in which somebody can.</summary>
    public TimeSpan RerouteTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether reads of the few keys with a large share of all are spread over every copy, whatever the scheduler.</summary>
    public bool SpreadHotKeys { get; init; } = true;

    /// <summary>Memory for values of the hottest keys, over all threads; 0 = they are always asked of a node.</summary>
    public long NearCacheBytes { get; init; }

    /// <summary>The longest a value is given out of the near cache, when no node says that it changed.</summary>
    public TimeSpan NearCacheStaleness { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long, at the end, it still takes clients while it says that it is not ready.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait, at the end, for requests in flight.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
