using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// The life of one pod on its node: volumes, init containers one after the other, then all containers, status all along; on deletion the
/// graceful end and the removal of the object. Calls may come from any thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer holds nothing, and late calls may still cancel it.")]
internal sealed class PodWorker
{
    private readonly PodSandbox _sandbox;
    private readonly KubeletServices _services;
    private readonly List<ContainerWorker> _initContainers;
    private readonly List<ContainerWorker> _containers;
    private readonly DateTimeOffset _startedAt;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<bool> _statusWanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private volatile bool _initialized;
    private volatile bool _over;
    private Task _termination = Task.CompletedTask;
    private TimeSpan _grace = TimeSpan.MaxValue;

    public PodWorker(KubeletServices services, JsonObject pod, PodAddress address)
    {
        _services = services;
        _sandbox = new PodSandbox(services, pod, address);
        _startedAt = services.Time.GetUtcNow();
        var restartPolicy = pod.Text("spec", "restartPolicy") ?? "Always";
        _containers = [.. pod.Items("spec", "containers").Select(container => Make(container, restartPolicy))];
        // An init container runs until it succeeds, or fails the pod; one with its own policy Always is a sidecar.
        _initContainers = [.. pod.Items("spec", "initContainers").Select(container => Make(container, InitPolicy(container, restartPolicy)))];
    }

    public string Uid => _sandbox.Pod.Uid();

    public PodAddress Address => _sandbox.Address;

    public JsonObject Pod => _sandbox.Pod;

    /// <summary>Runs until the pod's object may go, or is gone.</summary>
    public async Task Run()
    {
        var status = PumpStatus();
        WantStatus();
        if (await Prepare() && await Initialize())
        {
            await Task.WhenAll(_containers.Select(container => container.Run()));
            await Task.WhenAll(_initContainers.Where(IsSidecar).Select(sidecar => sidecar.Stop(_sandbox.GracePeriod)));
        }

        _over = true;
        WantStatus();
        await EndWanted();
        await _termination;
        _statusWanted.Writer.Complete();
        await status;
        RemoveFolder();
    }

    /// <summary>Takes a newer version of the pod; one with a deletionTimestamp begins the end.</summary>
    public void Update(JsonObject pod)
    {
        _sandbox.Pod = pod;
        if (!pod.IsTerminating())
            return;
        lock (_lock)
        {
            var grace = _sandbox.GracePeriod;
            if (grace >= _grace)
                return;
            // A second deletion may only shorten the grace period.
            _termination = _grace == TimeSpan.MaxValue ? Terminate(grace) : Task.WhenAll(_termination, KillAfter(grace));
            _grace = grace;
        }

        _ending.Cancel();
    }

    /// <summary>The object is gone (a forced deletion), or this kubelet stops: everything ends at once.</summary>
    public void Kill()
    {
        foreach (var container in _containers.Concat(_initContainers))
            container.Kill();
        _ending.Cancel();
    }

    /// <summary>Brings the volumes up to date after a ConfigMap or Secret has changed.</summary>
    public void RefreshVolumes()
    {
        if (!_initialized || _ending.IsCancellationRequested)
            return;
        try
        {
            _sandbox.Volumes.Refresh(Pod);
        }
        catch (Exception error) when (error is ContainerConfigException or ApiException)
        {
            // A running pod keeps the content it has, as on a real node.
            _sandbox.Warning("FailedMount", $"MountVolume.SetUp failed: {error.Message}");
        }
    }

    public ContainerWorker? FindContainer(string name) =>
        _containers.Concat(_initContainers).FirstOrDefault(container => container.Name == name);

    private static string InitPolicy(JsonObject container, string podPolicy) =>
        container.Text("restartPolicy") == "Always" ? "Always" : podPolicy == "Never" ? "Never" : "OnFailure";

    private static bool IsSidecar(ContainerWorker worker) => worker.Container.Text("restartPolicy") == "Always";

    private ContainerWorker Make(JsonObject container, string restartPolicy) => new(_sandbox, container, restartPolicy, WantStatus);

    private void WantStatus() => _statusWanted.Writer.TryWrite(true);

    /// <summary>Makes the volumes, waiting for what they need; false when the pod is deleted meanwhile.</summary>
    private async Task<bool> Prepare()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                Directory.CreateDirectory(_sandbox.Folder);
                _sandbox.Volumes.Refresh(Pod);
                return true;
            }
            catch (Exception error) when (error is ContainerConfigException or ApiException)
            {
                _sandbox.Warning("FailedMount", $"MountVolume.SetUp failed: {error.Message}");
            }

            await Pause(_services.Options.RetryDelay);
        }

        return false;
    }

    /// <summary>Runs the init containers; false when one failed for good or the pod is deleted meanwhile.</summary>
    private async Task<bool> Initialize()
    {
        foreach (var container in _initContainers)
        {
            if (_ending.IsCancellationRequested)
                return false;
            var run = container.Run();
            await (IsSidecar(container) ? container.Settled : run);
            if (!IsSidecar(container) && container.State is not { IsFinished: true, ExitCode: 0 })
                return false;
        }

        _initialized = true;
        WantStatus();
        return !_ending.IsCancellationRequested;
    }

    private async Task Terminate(TimeSpan grace)
    {
        // The lock of Update is not held past here.
        await Task.Yield();
        await Task.WhenAll(_containers.Concat(_initContainers.Where(init => !IsSidecar(init))).Select(container => container.Stop(grace)));
        await Task.WhenAll(_initContainers.Where(IsSidecar).Select(sidecar => sidecar.Stop(grace)));
    }

    private async Task KillAfter(TimeSpan grace)
    {
        await Task.Delay(grace, _services.Time);
        foreach (var container in _containers.Concat(_initContainers))
            container.Kill();
    }

    private Task EndWanted() => Pause(Timeout.InfiniteTimeSpan);

    private Task Pause(TimeSpan delay) => Task.Delay(delay, _services.Time, _ending.Token).ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task PumpStatus()
    {
        var writer = new PodStatusWriter(_services);
        await foreach (var _ in _statusWanted.Reader.ReadAllAsync())
        {
            try
            {
                writer.Write(Pod, Observe());
            }
            catch (ApiException error)
            {
                // The pod itself goes on; its next change is written again.
                KubeletLog.StatusRefused(_services.Log, Pod.Namespace(), Pod.Name(), error.Message);
            }
        }
    }

    private void RemoveFolder()
    {
        try
        {
            if (Directory.Exists(_sandbox.Folder))
                Directory.Delete(_sandbox.Folder, recursive: true);
        }
        catch (IOException error)
        {
            // Something that left the pod's process group may still write there; the next start clears the folder.
            KubeletLog.FolderStays(_services.Log, _sandbox.Folder, error.Message);
        }
    }

    private PodObservation Observe() => new()
    {
        Address = Address,
        StartedAt = _startedAt,
        InitContainers = [.. _initContainers.Select(worker => new ObservedContainer(worker.Container, worker.State))],
        Containers = [.. _containers.Select(worker => new ObservedContainer(worker.Container, worker.State))],
        IsInitialized = _initialized,
        IsOver = _over,
    };
}
