using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Runs controllers on shared informers, while this instance leads.</summary>
/// <remarks>
/// Informers run always, so that a standby takes over with warm caches. Stopping: no new keys are taken, queued ones are
/// worked off, the lease is released; when the host's patience ends, what still runs is cancelled.
/// </remarks>
public sealed class ControllerManager : IHostedService, IAsyncDisposable
{
    private readonly IReadOnlyList<ControllerRegistration> _registrations;
    private readonly LeaderElector? _elector;
    private readonly ILogger _logger;
    private readonly ControllerContext _context;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationTokenSource _stopInformers = new();
    private IReadOnlyList<IControllerLoop> _loops = [];
    private Task _running = Task.CompletedTask;

    /// <param name="client">The API.</param>
    /// <param name="informers">Shared with whoever reads the caches; the manager starts and stops them.</param>
    /// <param name="registrations">The controllers.</param>
    /// <param name="elector">Null: always lead.</param>
    /// <param name="timeProvider">Clock of queues and resyncs.</param>
    /// <param name="metrics">Counts reconciliations.</param>
    /// <param name="loggerFactory">Logs failures.</param>
    public ControllerManager(
        IKubernetesClient client,
        InformerRegistry informers,
        IEnumerable<ControllerRegistration> registrations,
        LeaderElector? elector,
        TimeProvider timeProvider,
        KubernetesMetrics metrics,
        ILoggerFactory loggerFactory)
    {
        _registrations = [.. registrations];
        _elector = elector;
        _logger = loggerFactory.CreateLogger<ControllerManager>();
        _context = new ControllerContext(client, informers, timeProvider, metrics, _logger);
    }

    /// <summary>Whether all caches are filled: what readiness means for an operator, leading or not.</summary>
    public bool IsReady => _loops.Count > 0 && _context.Informers.HasSynced;

    /// <summary>Whether this instance's controllers run.</summary>
    public bool IsLeading => _elector?.IsLeading ?? IsReady;

    /// <summary>Ends when the manager was stopped; fails if it broke, which only a bug can cause; whoever hosts it ends the process then.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <exception cref="RegistrationException">A registration is wrong; nothing was started.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var problems = RegistrationValidator.Validate(_registrations);
        if (problems.Count > 0)
            throw new RegistrationException(problems);

        _loops = [.. _registrations.Select(registration => registration.CreateLoop(_context))];
        _context.Informers.Start(_stopInformers.Token);
        _running = RunAsync();
        Completion = Task.WhenAny(_running, _context.Informers.FirstEndAsync()).Unwrap();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await using (cancellationToken.Register(_abort.Cancel))
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopInformers.CancelAsync();
        await _context.Informers.WaitForEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
        _abort.Dispose();
        _stopInformers.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _context.Informers.WaitForSyncAsync(_stop.Token);
            if (_elector is null)
                await LeadAsync(CancellationToken.None);
            else
                await _elector.RunAsync(LeadAsync, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped before there was anything to do.
        }
        catch (Exception error)
        {
            Log.ManagerFailed(_logger, error);
            throw;
        }
    }

    private async Task LeadAsync(CancellationToken lost)
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(lost, _abort.Token);
        await Task.WhenAll(_loops.Select(loop => loop.RunAsync(_stop.Token, abort.Token)));
    }
}
