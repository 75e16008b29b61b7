using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>One run of a container's program, from its start to its exit, with its probes and lifecycle hooks.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing, and late calls may still cancel it.")]
internal sealed class ContainerRun
{
    // What a container still gets to end after its preStop hook has used up the grace period, as the kubelet's.
    private static readonly TimeSpan MinimumGrace = TimeSpan.FromSeconds(2);

    private readonly PodSandbox _sandbox;
    private readonly JsonObject _container;
    private readonly ChildProcess _child;
    private readonly Action<Func<ContainerState, ContainerState>> _change;
    private readonly ProbeAction _action;
    private readonly DateTimeOffset _startedAt;
    private readonly CancellationTokenSource _over = new();
    private int _stopCalled;
    private Task _restart = Task.CompletedTask;

    public ContainerRun(
        PodSandbox sandbox, JsonObject container, ChildProcess child, Action<Func<ContainerState, ContainerState>> change)
    {
        _sandbox = sandbox;
        _container = container;
        _child = child;
        _change = change;
        _startedAt = sandbox.Services.Time.GetUtcNow();
        _action = new ProbeAction(container, sandbox.Address, Execute);
    }

    private string Name => _container.Text("name") ?? "";

    private TimeProvider Time => _sandbox.Services.Time;

    public ContainerState InitialState(int restartCount, ContainerState? last)
    {
        var started = _container["startupProbe"] is null;
        return new ContainerState
        {
            Phase = ContainerPhase.Running,
            ProcessId = _child.Id,
            StartedAt = _startedAt,
            RestartCount = restartCount,
            Last = last,
            Started = started,
            Ready = started && _container["readinessProbe"] is null,
        };
    }

    /// <summary>Probes until the program exits; its exit code.</summary>
    public async Task<int> Watch()
    {
        var probes = Task.WhenAll(RunHook("postStart"), RunProbes());
        var exitCode = await _child.Exited;
        await _over.CancelAsync();
        await probes;
        await _restart;
        return exitCode;
    }

    /// <summary>Hook, SIGTERM, SIGKILL at the end of the grace period; completes once the program has exited. Only the first call counts.</summary>
    public async Task Stop(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _stopCalled, 1) != 0 && grace > TimeSpan.Zero)
            return;
        var deadline = Time.GetUtcNow() + grace;
        if (grace > TimeSpan.Zero)
        {
            using var hookLimit = new CancellationTokenSource(grace, Time);
            await RunHook("preStop", hookLimit.Token);
        }

        _child.Terminate();
        var left = deadline - Time.GetUtcNow();
        var wait = grace > TimeSpan.Zero && left < MinimumGrace ? MinimumGrace : left;
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(_child.Exited, Task.Delay(wait, Time, _over.Token));
        if (!_child.Exited.IsCompleted)
            _child.Kill();
        await _child.Exited;
    }

    public void Kill() => _child.Kill();

    private async Task RunProbes()
    {
        try
        {
            if (_container["startupProbe"] is JsonObject startup && !await PassStartup(startup))
                return;
            await Task.WhenAll(Probe("readinessProbe", "Readiness", TurnReadiness), Probe("livenessProbe", "Liveness", TurnLiveness));
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The program has exited.
        }
    }

    private async Task<bool> PassStartup(JsonObject startup)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var passed = false;
        try
        {
            await LoopOf(startup).Run(_startedAt, failure => Unhealthy("Startup", failure), verdict =>
            {
                passed = verdict;
                decided.Cancel();
            }, decided.Token);
        }
        catch (OperationCanceledException) when (decided.IsCancellationRequested)
        {
            _over.Token.ThrowIfCancellationRequested();
        }

        if (passed)
            _change(state => state with { Started = true, Ready = _container["readinessProbe"] is null });
        else
            Restart("startup");
        return passed;
    }

    private Task Probe(string member, string title, Action<bool> turned) =>
        _container[member] is JsonObject probe
            ? LoopOf(probe).Run(_startedAt, failure => Unhealthy(title, failure), turned, _over.Token)
            : Task.CompletedTask;

    private void TurnReadiness(bool ready) => _change(state => state with { Ready = ready });

    private void TurnLiveness(bool alive)
    {
        if (!alive)
            Restart("liveness");
    }

    private void Restart(string probe)
    {
        _sandbox.Normal("Killing", $"Container {Name} failed {probe} probe, will be restarted");
        _restart = Stop(_sandbox.GracePeriod);
    }

    private void Unhealthy(string probe, string failure) => _sandbox.Warning("Unhealthy", $"{probe} probe failed: {failure}");

    private ProbeLoop LoopOf(JsonObject probe) =>
        new(ProbeSettings.Read(probe), cancellation => _action.Run(probe, cancellation), Time);

    private Task RunHook(string hook) => RunHook(hook, _over.Token);

    private async Task RunHook(string hook, CancellationToken cancellation)
    {
        if (_container.At("lifecycle", hook) is not JsonObject action)
            return;
        try
        {
            if (action.Number("sleep", "seconds") is { } seconds)
                await Pause(TimeSpan.FromSeconds(seconds), cancellation);
            else if (await _action.Run(action, cancellation) is { } failure)
                _sandbox.Warning(hook == "preStop" ? "FailedPreStopHook" : "FailedPostStartHook", $"{hook} hook failed: {failure}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The grace period or the program itself is over.
        }
    }

    private Task Pause(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, Time, cancellation);

    private async Task<int> Execute(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var start = _sandbox.Program.BuildExec(_sandbox.Pod, _container, command);
        var child = await _sandbox.Services.Launcher.Start(start, (_, _) => { });
        await using var kill = cancellation.Register(child.Kill);
        return await child.Exited.WaitAsync(cancellation);
    }
}
