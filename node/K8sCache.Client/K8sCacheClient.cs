using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Replies;
using K8sCache.Client.Calls.Requests;
using K8sCache.Client.Connections;
using K8sCache.Client.Observing;
using K8sCache.Client.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace K8sCache.Client;

/// <summary>
/// A client of one cache, for any number of callers at once; an application has one. It connects with its first call,
/// learns the topology and sends every call straight to a node that holds its key, over few shared connections.
/// </summary>
/// <remarks>
/// Calls that fail throw <see cref="K8sCacheException"/>. Calls made one after another see each other's effects; of calls
/// that are under way at once only writes of one key keep their order.
/// </remarks>
public sealed partial class K8sCacheClient : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DrainCheckPeriod = TimeSpan.FromMilliseconds(10);

    private readonly ClientContext _context;
    private readonly CallRouter _router;
    private readonly TopologyWatch _watch;
    private readonly Lock _starting = new();
    private ITimer? _sweeper;
    private Task _watching = Task.CompletedTask;
    private bool _isStarted;
    private bool _isDisposed;
    private int _isSweeping;

    /// <param name="options">Read now; later changes have no effect.</param>
    /// <param name="time">Null = the system's.</param>
    /// <param name="log">Null = silent.</param>
    /// <param name="meters">Makes the meter; null = the client makes its own.</param>
    /// <exception cref="OptionsValidationException">The options are not valid; it lists all that is wrong with them.</exception>
    public K8sCacheClient(
        K8sCacheClientOptions options, TimeProvider? time = null, ILogger<K8sCacheClient>? log = null, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options.Copy();
        var problems = new K8sCacheClientOptionsValidator().Validate(null, options);
        if (problems.Failed)
            throw new OptionsValidationException(nameof(K8sCacheClientOptions), typeof(K8sCacheClientOptions), problems.Failures);
        var seed = BitConverter.ToInt32(RandomNumberGenerator.GetBytes(sizeof(int)));
        _context = new ClientContext(options, time ?? TimeProvider.System, log ?? NullLogger<K8sCacheClient>.Instance, seed)
        {
            Metrics = new ClientMetrics(meters),
        };
        K8sCacheClientOptionsValidator.TryAddresses(options.Address, out var addresses, out _);
        _router = new CallRouter(
            _context, [.. addresses.Select(address => new NodeLink(_context, address.Text, address.Text, address.EndPoint))], seed);
        _watch = new TopologyWatch(_context, _router);
        _context.Owner = _router;
        _router.TopologyDoubted = _watch.Doubt;
        _context.Metrics.Observe(_router, _watch);
    }

    /// <summary>Epoch of the topology in use; 0 before the first, and where there is none.</summary>
    public long TopologyEpoch => _watch.Epoch;

    internal CallRouter Router => _router;

    /// <summary>Connects, if it has not, and waits until a node answers; calls do so by themselves.</summary>
    /// <exception cref="K8sCacheException">Nobody answers; the message says who was asked and why not.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default) => await PingAsync(cancellationToken);

    /// <summary>Asks any node for an answer.</summary>
    public async ValueTask PingAsync(CancellationToken cancellationToken = default) =>
        await SendAsync<PlainRequest, StoredReply, bool>(new PlainRequest(Verb.Ping), default, cancellationToken);

    /// <summary>Takes no more calls, waits for those under way (at most the drain timeout), and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_starting)
        {
            if (_isDisposed)
                return;
            Volatile.Write(ref _isDisposed, true);
        }

        await DrainAsync();
        await _context.StopAsync();
        if (_sweeper is not null)
            await _sweeper.DisposeAsync();
        await Task.WhenAll(_router.AllLinks().Select(link => link.CloseAsync()));
        _router.FailWaiting();
        await _watching;
        _context.Metrics.Dispose();
        _context.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, blocking.</summary>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "For containers that can only dispose so; nothing in it needs the calling thread.")]
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ValueTask<TResult> SendAsync<TRequest, TReply, TResult>(TRequest request, TReply reply, CancellationToken cancellationToken)
        where TRequest : struct, IRequest
        where TReply : struct, IReply<TResult>
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        if (!Volatile.Read(ref _isStarted))
            Start();
        var call = new Call<TRequest, TReply, TResult>(request, reply);
        _router.Start(call, cancellationToken);
        return _context.Metrics.ObservesCalls ? _context.Metrics.ObserveAsync(call, call.Task, _context.Time) : call.Task;
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_isStarted || _isDisposed)
                return;
            _sweeper = _context.Time.CreateTimer(static state => ((K8sCacheClient)state!).Sweep(), this, SweepPeriod, SweepPeriod);
            // A router is told nothing and asked nothing.
            if (_context.Options.Routing != RoutingMode.Router)
                _watching = Task.Run(_watch.RunAsync);
            Volatile.Write(ref _isStarted, true);
        }
    }

    private void Sweep()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        _router.Sweep();
        Volatile.Write(ref _isSweeping, 0);
    }

    private async Task DrainAsync()
    {
        var started = _context.Now;
        using var timer = new PeriodicTimer(DrainCheckPeriod, _context.Time);
        while (!_router.IsIdle)
        {
            if (_context.Time.GetElapsedTime(started) >= _context.Options.DrainTimeout)
            {
                Log.NotDrained(_context.Log, _context.Options.DrainTimeout.TotalMilliseconds);
                return;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
