using System.Net;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Options;
using K8sCache.Hosting.Tls;
using K8sCache.Storage;
using Microsoft.Extensions.Logging;

namespace K8sCache.Node.Configuration;

/// <summary>The node's options as data: flags, environment variables, help and documentation are these rows.</summary>
public static class NodeOptionTable
{
    private const long MinMemory = 1L << 20;
    private const long MaxMemory = 1L << 44;
    private const long MaxBulk = 1L << 30;

    public static OptionTable Table { get; } = new("k8scache-node", "A cache node: keeps entries in memory and speaks RESP.");

    private static readonly Option<string?> Name = Table.AddOptional(
        "name", "NAME", OptionParsers.Text("a name without blanks", 253), "this node's name in topologies; default: the host's name");

    private static readonly Option<IPAddress> Bind = Table.AddAddress("bind", IPAddress.Any, "address to listen on.");

    private static readonly Option<bool> BindLoopback = Table.Add(
        "bind-loopback", "BOOL", OptionParsers.Bool, false, "false",
        "listen on loopback besides, where --bind names neither it nor all addresses: kubectl port-forward comes from there");

    private static readonly Option<int> Port = Table.AddPort("port", 6379, "port for clients and routers.");

    private static readonly Option<int> AdminPort = Table.AddPort(
        "admin-port", 9090, "port for /metrics, /healthz, /readyz, /status and /topology");

    private static readonly Option<int> PeerPort = Table.Add(
        "peer-port", "PORT", OptionParsers.Port, 0, "one above --port",
        "port for other nodes, opened with the first topology. Without --topology another where the default is not free.");

    private static readonly Option<long> Memory = Table.AddByteSize(
        "memory", MinMemory, MaxMemory, 1L << 30, "memory for entries and all their overheads");

    private static readonly Option<EvictionMode> Eviction = Table.AddChoice(
        "eviction", EvictionMode.S3Fifo, "what to do when memory is full: evict what is least likely to be asked for (S3Fifo), or refuse writes (None)");

    private static readonly Option<int> Threads = Table.Add(
        "threads", "N", OptionParsers.Int(1, 1024), Environment.ProcessorCount, "one a core", "event loops, one thread each.");

    private static readonly Option<string?> Topology = Table.AddOptional(
        "topology", "FILE", OptionParsers.FilePath, "topology document to read and watch; without one all slots are this node's");

    private static readonly Option<string?> PasswordFile = Table.AddOptional(
        "password-file", "FILE", OptionParsers.ExistingFile, "file with the password clients, routers and nodes must give");

    private static readonly Option<string?> IdentityFile = InternalIdentity.AddOption(Table);

    private static readonly TlsOptionRows Tls = new(Table, "--port and --peer-port");

    private static readonly Option<int> MaxClients = Table.AddInt("maxclients", 1, 1_000_000, 10_000, "most client connections");

    private static readonly Option<long> MaxBulkBytes = Table.AddByteSize(
        "proto-max-bulk-len", 1L << 20, MaxBulk, NodeOptions.DefaultMaxBulkBytes, "longest argument and string value");

    private static readonly Option<long> QueryBuffer = Table.AddByteSize(
        "client-query-buffer-limit", 1L << 20, 1L << 34, NodeOptions.DefaultClientQueryBufferBytes, "bytes of one client's unparsed requests");

    private static readonly Option<long> OutputBytes = Table.AddByteSize(
        "client-output-buffer-limit", 1L << 20, 1L << 40, NodeOptions.DefaultOutputBytes, "bytes a client may leave unread before it is closed");

    private static readonly Option<long> OutputSoftBytes = Table.AddByteSize(
        "client-output-buffer-soft-limit", 0, 1L << 40, 0, "bytes a client may leave unread for some seconds before it is closed; 0 = no such limit");

    private static readonly Option<TimeSpan> OutputSoftTime = Table.AddDuration(
        "client-output-buffer-soft-time", TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromSeconds(60), "how long that may be");

    private static readonly Option<TimeSpan> Timeout = Table.AddDuration(
        "timeout", TimeSpan.Zero, TimeSpan.FromDays(7), TimeSpan.Zero, "a client that sends nothing for so long is closed; 0 = none is");

    private static readonly Option<int> SlowLogMicroseconds = Table.AddInt(
        "slowlog-log-slower-than", -1, int.MaxValue, NodeOptions.DefaultSlowLogMicroseconds,
        "microseconds after which a command is kept in the slow log; 0 = every one, -1 = none");

    private static readonly Option<int> SlowLogMaxLength = Table.AddInt(
        "slowlog-max-len", 0, 1_000_000, NodeOptions.DefaultSlowLogMaxLength, "most commands kept in the slow log");

    private static readonly Option<bool> Debug = Table.Add(
        "enable-debug-command", "BOOL", OptionParsers.Bool, false, "false", "allow DEBUG, which can stop a node for as long as one likes");

    private static readonly Option<int> TrackingTableMaxKeys = Table.AddInt(
        "tracking-table-max-keys", 0, int.MaxValue, NodeOptions.DefaultTrackingTableMaxKeys,
        "most keys remembered for clients that cache them (CLIENT TRACKING); 0 = no bound");

    private static readonly Option<TimeSpan> Acknowledge = Table.AddDuration(
        "acknowledge-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2),
        "how long a write waits for its copies");

    private static readonly Option<TimeSpan> Handover = Table.AddDuration(
        "handover-timeout", TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(45),
        "longest wait, after SIGTERM, while other nodes take over slots that only this one holds");

    private static readonly Option<TimeSpan> Drain = Table.AddDuration(
        "drain-timeout", TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5),
        "longest wait, after SIGTERM, for clients to go by themselves");

    private static readonly Option<LogLevel> Level = Table.AddChoice("log-level", LogLevel.Information, "least level logged");

    /// <summary>Others look for it one above the port; a node that has no others does not fail for it.</summary>
    private static int DefaultPeerPort(int port, int adminPort, bool isAlone)
    {
        if (port == 0)
            return 0;
        return isAlone ? new[] { port + 1, port + 2, port - 1, port - 2 }.First(free => free <= ushort.MaxValue && free != adminPort) : port + 1;
    }

    /// <summary>Makes the record; problems between options are added to the list.</summary>
    public static NodeOptions Bound(OptionValues values, List<string> problems)
    {
        var port = values.Get(Port);
        var adminPort = values.Get(AdminPort);
        var peerPort = values.IsGiven(PeerPort) ? values.Get(PeerPort) : DefaultPeerPort(port, adminPort, isAlone: values.Get(Topology) is null);
        if (port != 0 && port == adminPort)
            problems.Add($"--port and --admin-port are both {port}");
        if (peerPort != 0 && (peerPort == port || peerPort == adminPort))
            problems.Add($"--peer-port is {peerPort} (one above --port unless given), which is {(peerPort == port ? "--port" : "--admin-port")}; give another");
        if (peerPort > ushort.MaxValue)
            problems.Add($"--peer-port would be {peerPort}; give one");
        return new NodeOptions
        {
            Name = values.Get(Name) ?? Environment.MachineName,
            Bind = values.Get(Bind),
            BindLoopback = values.Get(BindLoopback),
            Port = port,
            AdminPort = adminPort,
            PeerPort = peerPort,
            MemoryBytes = values.Get(Memory),
            Eviction = values.Get(Eviction),
            Threads = values.Get(Threads),
            TopologyFile = values.Get(Topology),
            PasswordFile = values.Get(PasswordFile),
            IdentityFile = values.Get(IdentityFile),
            Tls = Tls.Bound(values, problems),
            MaxClients = values.Get(MaxClients),
            MaxBulkBytes = values.Get(MaxBulkBytes),
            ClientQueryBufferBytes = values.Get(QueryBuffer),
            OutputLimit = new OutputLimit(
                values.Get(OutputBytes), values.Get(OutputSoftBytes), (int)values.Get(OutputSoftTime).TotalSeconds),
            IdleTimeout = values.Get(Timeout),
            SlowLogMicroseconds = values.Get(SlowLogMicroseconds),
            SlowLogMaxLength = values.Get(SlowLogMaxLength),
            IsDebugEnabled = values.Get(Debug),
            TrackingTableMaxKeys = values.Get(TrackingTableMaxKeys),
            AcknowledgeTimeout = values.Get(Acknowledge),
            HandoverTimeout = values.Get(Handover),
            DrainTimeout = values.Get(Drain),
            LogLevel = values.Get(Level),
        };
    }
}
