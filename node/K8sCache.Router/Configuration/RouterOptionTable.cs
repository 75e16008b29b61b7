using System.Net;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Options;
using K8sCache.Hosting.Tls;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Configuration;

/// <summary>The router's options as data: flags, environment variables, help and documentation are these rows.</summary>
public static class RouterOptionTable
{
    private static readonly RouterOptions Defaults = new() { Port = 6379, AdminPort = 9090 };
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static OptionTable Table { get; } = new(
        "k8scache-router", "A router: takes Redis clients and sends each request to a node by the topology's scheduler.");

    private static readonly Option<IPAddress> Bind = Table.AddAddress("bind", Defaults.Bind, "address to listen on");

    private static readonly Option<bool> BindLoopback = Table.Add(
        "bind-loopback", "BOOL", OptionParsers.Bool, false, "false",
        "listen on loopback besides, where --bind names neither it nor all addresses: kubectl port-forward comes from there");

    private static readonly Option<int> Port = Table.AddPort("port", Defaults.Port, "port for clients");

    private static readonly Option<int> AdminPort = Table.AddPort(
        "admin-port", Defaults.AdminPort, "port for /metrics, /healthz, /readyz, /status and /topology");

    private static readonly Option<string?> Topology = Table.AddOptional(
        "topology", "FILE", OptionParsers.FilePath, "topology document to read and watch; it may come later, and be replaced by PUT /topology");

    private static readonly Option<string?> PasswordFile = Table.AddOptional(
        "password-file", "FILE", OptionParsers.ExistingFile, "file with the password clients must give and nodes are given");

    private static readonly Option<string?> IdentityFile = InternalIdentity.AddOption(Table);

    private static readonly TlsOptionRows Tls = new(Table, "--port and the nodes");

    private static readonly Option<string?> Zone = Table.AddOptional(
        "zone", "NAME", OptionParsers.Text("a zone's name", 253), "this router's zone; nodes in others cost LeastLatency and Adaptive more");

    private static readonly Option<int> Threads = Table.Add(
        "threads", "N", OptionParsers.Int(1, 1024), Defaults.Threads, "one a core", "event loops, one thread each");

    private static readonly Option<int> MaxClients = Table.AddInt(
        "maxclients", 1, 1_000_000, Defaults.MaxClients, "most client connections");

    private static readonly Option<long> MaxBulk = Table.AddByteSize(
        "proto-max-bulk-len", 1L << 20, 1L << 30, Defaults.MaxBulkBytes, "longest argument and string value");

    private static readonly Option<long> QueryBuffer = Table.AddByteSize(
        "client-query-buffer-limit", 1L << 20, 1L << 34, Defaults.QueryBufferBytes, "bytes of one client's unparsed requests, and of one transaction");

    private static readonly Option<long> OutputBuffer = Table.AddByteSize(
        "client-output-buffer-limit", 1L << 20, 1L << 40, Defaults.OutputBufferBytes, "bytes a client may leave unread before it is closed");

    private static readonly Option<TimeSpan> Timeout = Table.AddDuration(
        "timeout", TimeSpan.Zero, TimeSpan.FromDays(7), Defaults.Timeout, "a client that sends nothing for so long is closed; 0 = none is");

    private static readonly Option<int> MaxPending = Table.AddInt(
        "max-pending", 1, 1_000_000, Defaults.MaxPendingPerClient, "requests of one client unanswered before it is not read from");

    private static readonly Option<int> MaxInFlight = Table.AddInt(
        "max-in-flight", 1, 10_000_000, Defaults.MaxInFlightPerNode, "requests in flight to one node from one thread before more are refused");

    private static readonly Option<int> MaxWatching = Table.AddInt(
        "max-watching", 0, 1_000_000, Defaults.MaxWatching, "clients that may watch keys (WATCH) at one node at a time, from one thread; each takes a connection");

    private static readonly Option<int> MaxLargeReads = Table.AddInt(
        "max-large-reads", 0, 1_000_000, Defaults.MaxLargeReads,
        "large replies (256 KiB and more) of one node on their way at a time, to one thread; each takes a connection, and more share one");

    private static readonly Option<TimeSpan> LargeReadTimeout = Table.AddDuration(
        "large-read-timeout", Shortest, Longest, Defaults.LargeReadTimeout, "a client that takes nothing of a large reply for so long is closed");

    private static readonly Option<TimeSpan> RequestTimeout = Table.AddDuration(
        "request-timeout", Shortest, Longest, Defaults.RequestTimeout, "longest a client waits for a reply before it gets an error");

    private static readonly Option<TimeSpan> SuspectTimeout = Table.AddDuration(
        "suspect-timeout", Shortest, Longest, Defaults.SuspectTimeout,
        "a node that owes replies to reads and is silent this long gets no more while other copies can answer, and they are asked for what it owes");

    private static readonly Option<TimeSpan> StallTimeout = Table.AddDuration(
        "stall-timeout", Shortest, Longest, Defaults.StallTimeout, "a node that owes replies to reads and is silent this long is given up");

    private static readonly Option<TimeSpan> RerouteTimeout = Table.AddDuration(
        "reroute-timeout", TimeSpan.Zero, Longest, Defaults.RerouteTimeout,
        "longest a request nobody can serve waits for a topology in which somebody can");

    private static readonly Option<bool> SpreadHotKeys = Table.Add(
        "spread-hot-keys", "BOOL", OptionParsers.Bool, true, "true",
        "spread reads of the few keys with a large share of all over every copy, whatever the scheduler");

    private static readonly Option<long> NearCache = Table.AddByteSize(
        "near-cache", 0, 1L << 34, 0, "memory for values of the hottest keys, answered without asking a node; 0 for none");

    private static readonly Option<TimeSpan> NearCacheStaleness = Table.AddDuration(
        "near-cache-staleness", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10), Defaults.NearCacheStaleness,
        "longest a value is given out of the near cache, even if no node says that it changed");

    private static readonly Option<TimeSpan> ConnectTimeout = Table.AddDuration(
        "connect-timeout", Shortest, Longest, Defaults.ConnectTimeout, "longest a connection to a node may take to open");

    private static readonly Option<TimeSpan> DrainDelay = Table.AddDuration(
        "drain-delay", TimeSpan.Zero, Longest, Defaults.DrainDelay,
        "after SIGTERM, how long clients are still taken while /readyz says no: until all who send them here know");

    private static readonly Option<TimeSpan> DrainTimeout = Table.AddDuration(
        "drain-timeout", TimeSpan.Zero, Longest, Defaults.DrainTimeout, "longest wait, after SIGTERM, for requests in flight");

    private static readonly Option<LogLevel> Level = Table.AddChoice("log-level", Defaults.LogLevel, "least level logged");

    /// <summary>Makes the record; problems between options are added to the list.</summary>
    public static RouterOptions Bound(OptionValues values, List<string> problems)
    {
        var port = values.Get(Port);
        if (port != 0 && port == values.Get(AdminPort))
            problems.Add($"--port and --admin-port are both {port}");
        return new RouterOptions
        {
            Bind = values.Get(Bind),
            BindLoopback = values.Get(BindLoopback),
            Port = port,
            AdminPort = values.Get(AdminPort),
            TopologyFile = values.Get(Topology),
            PasswordFile = values.Get(PasswordFile),
            IdentityFile = values.Get(IdentityFile),
            Tls = Tls.Bound(values, problems),
            Zone = values.Get(Zone),
            Threads = values.Get(Threads),
            MaxClients = values.Get(MaxClients),
            MaxBulkBytes = values.Get(MaxBulk),
            QueryBufferBytes = values.Get(QueryBuffer),
            OutputBufferBytes = values.Get(OutputBuffer),
            Timeout = values.Get(Timeout),
            MaxPendingPerClient = values.Get(MaxPending),
            MaxInFlightPerNode = values.Get(MaxInFlight),
            MaxWatching = values.Get(MaxWatching),
            MaxLargeReads = values.Get(MaxLargeReads),
            LargeReadTimeout = values.Get(LargeReadTimeout),
            RequestTimeout = values.Get(RequestTimeout),
            SuspectTimeout = values.Get(SuspectTimeout),
            StallTimeout = values.Get(StallTimeout),
            RerouteTimeout = values.Get(RerouteTimeout),
            SpreadHotKeys = values.Get(SpreadHotKeys),
            NearCacheBytes = values.Get(NearCache),
            NearCacheStaleness = values.Get(NearCacheStaleness),
            ConnectTimeout = values.Get(ConnectTimeout),
            DrainDelay = values.Get(DrainDelay),
            DrainTimeout = values.Get(DrainTimeout),
            LogLevel = values.Get(Level),
        };
    }
}
