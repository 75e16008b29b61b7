using System.Net;
using K8sCache.Hosting.Admin;
using K8sCache.Hosting.Files;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Options;
using K8sCache.Router.Configuration;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Router.Topologies;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tls;
using K8sCache.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router;

/// <summary>
/// A running router: event loops that serve clients, the admin port, and the watch on the topology file. Programs and
/// tests start it alike; port 0 lets the system choose.
/// </summary>
public sealed class RouterServer : IAsyncDisposable
{
    /// <summary>For all loops' clients together; requests on their way to nodes count until they are answered.</summary>
    private const long LongInputBytes = 32L << 20;

    /// <summary>
    /// Of each loop: what is received into it is sent on before it has left the CPU's caches. Measured: with 2 to 6 MiB values of 1 and 4 MB take
    /// a quarter less CPU than without, with 8 a tenth less.
    /// </summary>
    private const long WarmRequestBytes = 4L << 20;

    /// <summary>Most of a large reply in few calls, and no more than stays in a CPU's own cache until it is passed on.</summary>
    private const int ReplyBytesPerTurn = 128 * 1024;

    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly RouterContext _context;
    private readonly RouterMetrics _metrics;
    private readonly Readiness _readiness = new();
    private readonly EventLoopGroup _events;
    private readonly RouterLoop[] _loops;
    private readonly List<Listener> _listeners = [];
    private AdminServer? _admin;
    private WatchedFile? _file;

    private RouterServer(RouterContext context)
    {
        _context = context;
        _events = EventLoopGroup.Start(new EventLoopOptions
        {
            Time = context.Time,
            LoopCount = context.Options.Threads,
            Name = "router",
            InputLimitBytes = context.Options.QueryBufferBytes,
            ServerReadBytesPerTurn = ReplyBytesPerTurn,
            WarmInputBytes = WarmRequestBytes,
            LongInputBytesMax = LongInputBytes / context.Options.Threads,
            OutputLimitBytes = context.Options.OutputBufferBytes,
            OnError = context.Supervisor.CallbackFailed,
        });
        _loops = [.. _events.Loops.Select(loop => new RouterLoop(loop, context))];
        context.Loops = _loops;
        _metrics = new RouterMetrics(context, _loops);
        _readiness.Require("no topology yet", () => _loops.All(loop => loop.Topology is not null));
        context.Topologies.Changed += snapshot => OnAllLoops(RouterTopology.Of(snapshot), TakeTopology);
        foreach (var loop in _events.Loops)
            Supervisor.RequireBeat($"event loop {loop.Index}", loop.Post);
        foreach (var loop in _loops)
            loop.Events.Post(static state => ((RouterLoop)state!).Start(), loop);
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => _listeners[0].EndPoint;

    public IPEndPoint AdminEndPoint => _admin!.EndPoint;

    /// <summary>Tells when the router cannot go on.</summary>
    public Supervisor Supervisor => _context.Supervisor;

    internal IReadOnlyList<RouterLoop> Loops => _loops;

    /// <exception cref="StartFailedException">A port is in use, or a file cannot be read.</exception>
    public static async Task<RouterServer> StartAsync(
        RouterOptions options, ILogger log, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var context = new RouterContext
        {
            Options = options,
            Password = new Password(PasswordFile.Read(options.PasswordFile)),
            Identity = InternalIdentity.Open(options.IdentityFile, time, log),
            Tls = options.Tls.IsOn ? new ServerTls(options.Tls, time, log) : null,
            Log = log,
            Supervisor = new Supervisor(time, log),
            Outages = new NodeOutages(log),
            Time = time,
            Pause = new ClientPause(time),
            Guard = new CrossProtocolGuard(time, log),
            Instance = Convert.ToHexStringLower(SystemRandom.Bytes(8)),
            Seed = SystemRandom.Int32(),
            StartedTimestamp = time.GetTimestamp(),
            StartedAt = time.GetUtcNow(),
        };
        var server = new RouterServer(context);
        try
        {
            await server.StartPartsAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        Log.Started(log, server.EndPoint, server.AdminEndPoint, options.Threads);
        return server;
    }

    /// <summary>
    /// Says that it is not ready, and goes on as before for the drain delay: who sends clients here has yet to hear of it. Then stops
    /// accepting, lets requests in flight finish, closes every client once it has its replies; bounded by the drain timeout.
    /// Dispose afterwards.
    /// </summary>
    public async Task DrainAsync()
    {
        var connections = _listeners.Sum(listener => listener.ConnectionCount);
        Log.Draining(_context.Log, connections);
        _readiness.BeginDrain();
        await Task.Delay(_context.Options.DrainDelay, _context.Time);
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        OnAllLoops<object?>(null, static (loop, _) => loop.Drain());
        var end = _context.Time.GetTimestamp() + (long)(_context.Options.DrainTimeout.TotalSeconds * _context.Time.TimestampFrequency);
        using var timer = new PeriodicTimer(DrainPoll, _context.Time);
        while (_loops.Sum(loop => loop.Counters.Connections) > 0 && _context.Time.GetTimestamp() < end)
            await timer.WaitForNextTickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Supervisor.BeginStop();
        if (_file is not null)
            await _file.DisposeAsync();
        if (_admin is not null)
            await _admin.DisposeAsync();
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        await _events.DisposeAsync();
        if (_context.Tls is not null)
            await _context.Tls.DisposeAsync();
        if (_context.Identity is not null)
            await _context.Identity.DisposeAsync();
        _metrics.Dispose();
    }

    private Listener Listen(IPEndPoint endPoint)
    {
        try
        {
            return _events.Listen(
                endPoint,
                connection => _loops[connection.Loop.Index].Accept(connection),
                new ListenOptions { MaxConnections = _context.Options.MaxClients, Tls = _context.Tls?.Clients });
        }
        catch (System.Net.Sockets.SocketException error)
        {
            throw new StartFailedException($"cannot listen on {endPoint}: {error.Message}", error);
        }
    }

    /// <summary>Clients come last but for the admin port, which says that they may: when every loop knows the file's topology.</summary>
    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        if (_context.Tls is { } tls)
            Supervisor.Watch("the watch of the certificate", tls.Watching);
        if (_context.Identity is { } identity)
            Supervisor.Watch("the watch of the internal identity", identity.Completion);
        var intake = new TopologyIntake(_context);
        if (_context.Options.TopologyFile is { } path)
        {
            _file = new WatchedFile(
                path, WatchedFile.DefaultInterval, _context.Time, intake.TakeFile,
                error => Log.FileUnreadable(_context.Log, path, error));
            Supervisor.Watch("the watch of the topology file", _file.Completion);
            await LoopsCaughtUpAsync().WaitAsync(cancellationToken);
        }

        var options = _context.Options;
        foreach (var endPoint in ListenAddresses.Of(options.Bind, options.Port, options.BindLoopback))
            _listeners.Add(Listen(endPoint));
        _admin = await AdminServer.StartAsync(
            ListenAddresses.Of(options.Bind, options.AdminPort, options.BindLoopback), _metrics.Page, _readiness, Supervisor, _context.Identity,
            routes =>
            {
                TopologyEndpoints.Map(routes, _context.Topologies, intake, LoopsCaughtUpAsync);
                routes.MapGet("/hotkeys", async (HttpContext http) => await AdminResponses.WriteJsonAsync(
                    http, StatusCodes.Status200OK, await HotKeyReport.WriteAsync(_loops)));
                routes.MapGet("/status", (HttpContext http) => AdminResponses.WriteJsonAsync(
                    http, StatusCodes.Status200OK, StatusReport.Write(_context, _loops, _readiness.IsReady)));
            },
            cancellationToken);
    }

    /// <summary>A loop that could not take a topology would go by the one before, for good: a restart is better, whatever the reason.</summary>
    private void TakeTopology(RouterLoop loop, RouterTopology topology)
    {
        try
        {
            loop.Apply(topology);
        }
        catch (Exception error)
        {
            Supervisor.Died("taking a topology", error);
        }
    }

    /// <summary>Completes when every loop has run what was posted to it before.</summary>
    private Task LoopsCaughtUpAsync() => Task.WhenAll(_loops.Select(loop =>
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Events.Post(static state => ((TaskCompletionSource)state!).SetResult(), done);
        return done.Task;
    }));

    private void OnAllLoops<T>(T argument, Action<RouterLoop, T> action)
    {
        foreach (var loop in _loops)
            loop.Events.Post(static state => ((Action)state!)(), () => action(loop, argument));
    }
}
