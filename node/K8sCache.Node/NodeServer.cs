using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using K8sCache.Hosting.Admin;
using K8sCache.Hosting.Files;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Options;
using K8sCache.Node.Admin;
using K8sCache.Node.Commands;
using K8sCache.Node.Configuration;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;
using K8sCache.Node.Sessions;
using K8sCache.Node.Topologies;
using K8sCache.Node.Transfer;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tls;
using K8sCache.Storage;
using K8sCache.Topology;
using K8sCache.Transport;
using Microsoft.Extensions.Logging;

namespace K8sCache.Node;

/// <summary>A running node. Several may run in one process, as tests do.</summary>
public sealed class NodeServer : IAsyncDisposable
{
    /// <summary>What the hash below is without a password; known ahead, it needs no library of ciphers at start.</summary>
    internal const ulong SeedWithoutPassword = 0x974313A59378B1B0;

    /// <summary>For all loops' clients together, out of what the pod has beside its entries.</summary>
    private const long LongInputBytes = 16L << 20;

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);

    private readonly NodeContext _node;
    private readonly EventLoopGroup _loops;
    private readonly Readiness _readiness = new();
    private readonly Lock _peerGate = new();
    private readonly Stack<IAsyncDisposable> _parts = new();
    private Listener? _clients;
    private Listener? _peers;
    private bool _peerPortFailed;

    private NodeServer(NodeOptions options, TimeProvider time, ILogger log)
    {
        _node = CreateState(options, time, log);
        _loops = EventLoopGroup.Start(new EventLoopOptions
        {
            Time = time,
            LoopCount = options.Threads,
            Name = "node",
            InputLimitBytes = options.ClientQueryBufferBytes,
            LongInputBytesMax = LongInputBytes / options.Threads,
            OnError = _node.Supervisor.CallbackFailed,
        });
        _node.Loops = [.. _loops.Loops.Select(loop => new LoopState(_node, loop))];
        _node.Pause.Changed += () => PausedLoops.Apply(_node);
        foreach (var loop in _loops.Loops)
            Supervisor.RequireBeat($"event loop {loop.Index}", loop.Post);
    }

    /// <summary>Random id of this run, as topologies name it.</summary>
    public string Instance => _node.Instance;

    /// <summary>Where clients and routers connect.</summary>
    public IPEndPoint EndPoint => _clients!.EndPoint;

    public IPEndPoint AdminEndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where other nodes connect; null until there is a topology.</summary>
    public IPEndPoint? PeerEndPoint => _peers?.EndPoint;

    /// <summary>Tells when the node cannot go on.</summary>
    public Supervisor Supervisor => _node.Supervisor;

    internal NodeContext State => _node;

    /// <summary>Serves when it returns.</summary>
    /// <exception cref="StartFailedException">A port is in use or an address is not this machine's.</exception>
    public static async Task<NodeServer> StartAsync(
        NodeOptions options, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        var server = new NodeServer(options, time, log);
        try
        {
            await server.StartPartsAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Not ready any more, hands over what only it holds, and serves on until its clients have gone or fallen silent.</summary>
    public Task DrainAsync()
    {
        Log.Draining(_node.Log, _node.Clients.Count);
        _readiness.BeginDrain();
        return new NodeDrain
        {
            Time = _node.Time,
            HandoverTimeout = _node.Options.HandoverTimeout,
            DrainTimeout = _node.Options.DrainTimeout,
            Holds = () => _node.View is { Topology.Document.Nodes.Count: > 1 } view ? (view.SoleCopies, view.IsLeaving) : default,
            ClientCount = () => _node.Clients.Count,
            ReceivedBytes = () => _node.Loops.Sum(loop => loop.Counters.BytesIn),
            NotHandedOver = slots => Log.NotHandedOver(_node.Log, slots),
        }.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Supervisor.BeginStop();
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
        await _loops.DisposeAsync();
        Log.Stopped(_node.Log);
    }

    /// <summary>Takes a topology as if it had been pushed.</summary>
    public TopologyOutcome Offer(TopologyDocument topology) => _node.Topology.Offer(topology);

    private static NodeContext CreateState(NodeOptions options, TimeProvider time, ILogger log) => new()
    {
        Supervisor = new Supervisor(time, log),
        Options = options,
        Settings = new NodeSettings(options),
        Time = time,
        Log = log,
        Instance = Convert.ToHexStringLower(SystemRandom.Bytes(8)),
        Engine = new CacheEngine(new CacheEngineOptions
        {
            MemoryLimitBytes = options.MemoryBytes,
            Eviction = options.Eviction,
            Time = time,
            // The process's own number breaks ties between versions; two nodes with the same one in 4 billion.
            NodeId = (uint)SystemRandom.UInt64(),
            HashSeed = SystemRandom.UInt64(),
            ElementSeed = ElementSeedOf(PasswordFile.Read(options.PasswordFile)),
            SlotOf = static key => (ushort)HashSlot.Of(key),
            MaxValueBytes = (int)Math.Min(options.MaxBulkBytes, int.MaxValue / 2),
        }),
        Password = new Password(PasswordFile.Read(options.PasswordFile)),
        Identity = InternalIdentity.Open(options.IdentityFile, time, log),
        Tls = options.Tls.IsOn ? new ServerTls(options.Tls, time, log) : null,
        Pause = new ClientPause(time),
        Guard = new CrossProtocolGuard(time, log),
        Cpu = new CpuShare(time),
        Rates = new TrafficRates(time),
        Isolation = new IsolationGate(options.Threads),
        StartedAt = time.GetUtcNow(),
    };

    /// <summary>The same on all nodes of a cluster, and known to nobody outside where there is a password.</summary>
    private static ulong ElementSeedOf(byte[] password) => password.Length == 0
        ? SeedWithoutPassword
        : BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData([.. "elements"u8, .. password]));

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var options = _node.Options;
        if (_node.Tls is { } tls)
        {
            Supervisor.Watch("the watch of the certificate", tls.Watching);
            Add(tls);
        }

        if (_node.Identity is { } identity)
        {
            Supervisor.Watch("the watch of the internal identity", identity.Completion);
            Add(identity);
        }

        Add(new DisposablePart(new ExpirySweeper(_node.Engine, _node.Time, SweepPeriod)));
        ConfigParameters.ApplyTo(_node);
        foreach (var loop in _node.Loops)
            new ClientSweeper(loop).Start();
        var filler = new SlotFiller(_node.Loops[0]);
        var metrics = new NodeMetrics(_node, filler);
        Add(new DisposablePart(metrics));
        var follower = new TopologyFollower(_node, filler, OpenPeerPort);
        Supervisor.Watch("following the topology", follower.Completion);
        Add(follower);
        if (options.TopologyFile is { } path)
        {
            _readiness.Require($"no topology yet: there is no file {path}", () => _node.View is not null || File.Exists(path));
            _readiness.Require("no topology yet", () => _node.Loops.All(loop => loop.View is not null));
            var file = new TopologyFile(_node, path);
            Supervisor.Watch("the watch of the topology file", file.Completion);
            Add(file);
            if (_node.View is null && !File.Exists(path))
                Log.TopologyMissing(_node.Log, path);
            // Clients come when the loops know what the file says already.
            if (_node.View is { } first)
                await follower.AppliedAsync(first.Epoch).WaitAsync(cancellationToken);
        }

        _readiness.Require("the port for other nodes cannot be opened", () => !Volatile.Read(ref _peerPortFailed));
        _readiness.Require(
            "restarted empty: waiting for a topology that names this instance",
            () => _node.Loops.All(loop => loop.View is not { IsLoading: true }));
        foreach (var endPoint in ListenAddresses.Of(options.Bind, options.Port, options.BindLoopback))
        {
            var listener = Listen(endPoint, "clients", isPeer: false);
            Add(listener);
            _clients ??= listener;
            _node.ClientListeners.Add(listener);
        }

        _node.Port = _clients!.EndPoint.Port;
        var admin = await AdminServer.StartAsync(
            ListenAddresses.Of(options.Bind, options.AdminPort, options.BindLoopback), metrics.Page, _readiness, Supervisor, _node.Identity,
            new NodeAdmin(_node, follower, filler, _readiness).Map, cancellationToken);
        Add(admin);
        AdminEndPoint = admin.EndPoint;
        Log.Started(_node.Log, options.Name, _node.Instance, EndPoint, AdminEndPoint);
    }

    private void Add(IAsyncDisposable part) => _parts.Push(part);

    private Listener Listen(IPEndPoint endPoint, string who, bool isPeer)
    {
        try
        {
            return _loops.Listen(
                endPoint,
                connection => new ClientSession(_node.Loops[connection.Loop.Index], connection, isPeer),
                new ListenOptions { MaxConnections = _node.Options.MaxClients, Tls = isPeer ? _node.Tls?.Peers : _node.Tls?.Clients });
        }
        catch (SocketException error)
        {
            throw new StartFailedException($"cannot listen on {endPoint} ({who}): {error.Message}", error);
        }
    }

    /// <summary>With the first topology: a node alone has no peers, and should not take a second port.</summary>
    private void OpenPeerPort()
    {
        lock (_peerGate)
        {
            if (_peers is not null)
                return;
            try
            {
                _peers = Listen(new IPEndPoint(_node.Options.Bind, _node.Options.PeerPort), "other nodes", isPeer: true);
                Volatile.Write(ref _peerPortFailed, false);
            }
            catch (StartFailedException error)
            {
                Volatile.Write(ref _peerPortFailed, true);
                Log.PeerPortFailed(_node.Log, _node.Options.PeerPort, error.Message);
            }
        }
    }
}
