using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Runs one container of a pod: starts its program, probes it, restarts it by the restart policy with backoff, and ends it when told to.
/// Its state may be read from any thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing, and late calls may still cancel it.")]
internal sealed class ContainerWorker
{
    private readonly PodSandbox _sandbox;
    private readonly JsonObject _container;
    private readonly string _restartPolicy;
    private readonly Action _changed;
    private readonly RestartBackoff _backoff;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContainerState _state = ContainerState.Creating;
    private ContainerRun? _run;
    private int _restarts;

    public ContainerWorker(PodSandbox sandbox, JsonObject container, string restartPolicy, Action changed)
    {
        _sandbox = sandbox;
        _container = container;
        _restartPolicy = restartPolicy;
        _changed = changed;
        var options = sandbox.Services.Options;
        _backoff = new RestartBackoff(options.RestartDelay, options.RestartDelayLimit);
        Logs = new ContainerLogs(Path.Combine(sandbox.Folder, "logs", Name), sandbox.Services.Time);
    }

    public string Name => _container.Text("name") ?? "";

    public JsonObject Container => _container;

    public ContainerLogs Logs { get; }

    public ContainerState State => Volatile.Read(ref _state);

    /// <summary>Completes once the container has started (and passed its startup probe) or is over for good.</summary>
    public Task Settled => _settled.Task;

    private TimeProvider Time => _sandbox.Services.Time;

    /// <summary>Runs until the container is over for good: by its restart policy, or stopped.</summary>
    public async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (await TryStart() is { } run)
            {
                await Watch(run);
                if (!ShouldRestart(State.ExitCode))
                    break;
                await PauseBeforeRestart();
            }
        }

        Logs.Dispose();
        _settled.TrySetResult();
    }

    /// <summary>Ends the container: preStop hook, SIGTERM, and SIGKILL once the grace period is over. Returns at once after a
    /// second call; <see cref="Run"/> completes when it is done.</summary>
    public async Task Stop(TimeSpan grace)
    {
        await _stopping.CancelAsync();
        if (Volatile.Read(ref _run) is not { } run)
            return;
        _sandbox.Normal("Killing", $"Stopping container {Name}");
        await run.Stop(grace);
    }

    /// <summary>SIGKILL now, without a hook.</summary>
    public void Kill()
    {
        _stopping.Cancel();
        Volatile.Read(ref _run)?.Kill();
    }

    private async Task<ContainerRun?> TryStart()
    {
        try
        {
            var start = _sandbox.Program.Build(_sandbox.Pod, _container);
            var log = Logs.Begin(_restarts);
            var child = await _sandbox.Services.Launcher.Start(start, log.Append);
            _sandbox.Normal("Started", $"Started container {Name}");
            var run = new ContainerRun(_sandbox, _container, child, Change);
            Volatile.Write(ref _run, run);
            return run;
        }
        catch (ContainerConfigException error)
        {
            _sandbox.Warning("Failed", $"Error: {error.Message}");
            // The kubelet shows the error once and then the backoff; what is missing may appear at any time.
            var again = error.Reason == "ErrImagePull" && State.Reason is "ErrImagePull" or "ImagePullBackOff";
            Set(State with { Phase = ContainerPhase.Waiting, Reason = again ? "ImagePullBackOff" : error.Reason, Message = error.Message });
            await Pause(_sandbox.Services.Options.RetryDelay);
            return null;
        }
        catch (Win32Exception error)
        {
            _sandbox.Warning("Failed", $"Error: {error.Message}");
            Set(State with { Phase = ContainerPhase.Waiting, Reason = "RunContainerError", Message = error.Message });
            await Pause(_sandbox.Services.Options.RetryDelay);
            return null;
        }
    }

    private async Task Watch(ContainerRun run)
    {
        var last = State.IsFinished ? State with { Last = null } : State.Last;
        Set(run.InitialState(_restarts, last));
        if (State.Started)
            _settled.TrySetResult();
        // A stop that came while the program was being started has not seen this run.
        if (_stopping.IsCancellationRequested)
            run.Kill();
        var exitCode = await run.Watch();
        Volatile.Write(ref _run, null);
        Set(State with
        {
            Phase = ContainerPhase.Terminated,
            Reason = exitCode == 0 ? "Completed" : "Error",
            Message = null,
            ExitCode = exitCode,
            FinishedAt = Time.GetUtcNow(),
            Started = false,
            Ready = false,
        });
    }

    private async Task PauseBeforeRestart()
    {
        var ended = State;
        var delay = _backoff.NextDelay(ended.FinishedAt - ended.StartedAt);
        if (delay > TimeSpan.Zero)
        {
            var message = $"back-off {delay.TotalSeconds:0}s restarting failed container={Name} pod={_sandbox.Pod.Name()}_{_sandbox.Pod.Namespace()}";
            _sandbox.Warning("BackOff", $"Back-off restarting failed container {Name} in pod {_sandbox.Pod.Name()}");
            Set(ended with
            {
                Phase = ContainerPhase.Waiting,
                Reason = "CrashLoopBackOff",
                Message = message,
                Last = ended with { Last = null },
            });
            if (!await Pause(delay))
            {
                // Stopped meanwhile: the status tells how the container ended, not that it waits.
                Set(ended);
                return;
            }
        }

        _restarts++;
    }

    private bool ShouldRestart(int exitCode) => !_stopping.IsCancellationRequested && _restartPolicy switch
    {
        "Never" => false,
        "OnFailure" => exitCode != 0,
        _ => true,
    };

    /// <summary>False when the container was stopped meanwhile.</summary>
    private async Task<bool> Pause(TimeSpan delay)
    {
        await Task.Delay(delay, Time, _stopping.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return !_stopping.IsCancellationRequested;
    }

    private void Change(Func<ContainerState, ContainerState> change)
    {
        lock (_settled)
        {
            if (State.Phase == ContainerPhase.Running)
                Set(change(State));
        }

        if (State.Started)
            _settled.TrySetResult();
    }

    private void Set(ContainerState state)
    {
        Volatile.Write(ref _state, state);
        _changed();
    }
}
