using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Networking;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The kubelet of every node of the cluster: runs each pod bound to one of them as processes of this machine.</summary>
internal sealed class ProcessKubelet : IPodRuntime
{
    private readonly KubeletServices _services;
    private readonly LoopbackRange _addresses;
    private readonly IReadOnlyDictionary<string, IPAddress> _nodes;
    private readonly ConcurrentDictionary<string, (PodWorker Worker, Task Done)> _workers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _stopping;

    public ProcessKubelet(KubeletServices services, LoopbackRange addresses, IReadOnlyDictionary<string, IPAddress> nodes)
    {
        _services = services;
        _addresses = addresses;
        _nodes = nodes;
    }

    public async Task Run(CancellationToken cancellation)
    {
        var api = _services.Api;
        var pods = new ResourceWatch(api, KnownResources.Pods, Sync, Handle, _services.Time);
        var configMaps = RefreshOn(KnownResources.ConfigMaps, "ConfigMap");
        var secrets = RefreshOn(KnownResources.Secrets, "Secret");
        await Task.WhenAll(pods.Run(cancellation), configMaps.Run(cancellation), secrets.Run(cancellation));
        await Stop();
    }

    /// <summary>The lines of a container's log.</summary>
    /// <exception cref="ApiException">No such pod, container or run here (400, 404).</exception>
    public IAsyncEnumerable<string> ReadLog(string ns, string name, LogQuery query, CancellationToken cancellation)
    {
        var pod = _services.Api.Get(KnownResources.Pods, ns, name);
        var names = pod.Items("spec", "containers").Select(container => container.Text("name")!).ToList();
        if (query.Container is null && names.Count > 1)
            throw Errors.BadRequest($"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', names)}]");
        var container = query.Container ?? names[0];
        _workers.TryGetValue(pod.Uid(), out var entry);
        var worker = entry.Worker?.FindContainer(container);
        if (worker is null && entry.Worker is not null)
            throw Errors.BadRequest($"container {container} is not valid for pod {name}");
        if (worker?.Logs.Find(query.Previous) is not { } log)
        {
            throw query.Previous
                ? Errors.BadRequest($"previous terminated container \"{container}\" in pod \"{name}\" not found")
                : Errors.BadRequest($"container \"{container}\" in pod \"{name}\" is waiting to start: {worker?.State.Reason ?? "ContainerCreating"}");
        }

        return log.ReadAsync(query, cancellation);
    }

    private ResourceWatch RefreshOn(GroupResource resource, string kind) => new(
        _services.Api, resource, _ => { }, change => Refresh(kind, change.Object.Namespace(), change.Object.Name()), _services.Time);

    private void Refresh(string kind, string ns, string name)
    {
        foreach (var (worker, _) in _workers.Values)
        {
            if (worker.Pod.Namespace() == ns && PodVolumes.Uses(worker.Pod, kind, name))
                worker.RefreshVolumes();
        }
    }

    private void Sync(IReadOnlyList<JsonObject> pods)
    {
        var present = pods.Select(pod => pod.Uid()).ToHashSet(StringComparer.Ordinal);
        foreach (var (uid, entry) in _workers)
        {
            if (!present.Contains(uid))
                entry.Worker.Kill();
        }

        foreach (var pod in pods)
            Take(pod);
    }

    private void Handle(WatchEvent change)
    {
        if (change.Type != WatchEventType.Deleted)
            Take(change.Object);
        else if (_workers.TryGetValue(change.Object.Uid(), out var entry))
            entry.Worker.Kill();
    }

    private void Take(JsonObject pod)
    {
        if (_workers.TryGetValue(pod.Uid(), out var entry))
        {
            entry.Worker.Update(pod);
            return;
        }

        if (pod.Text("spec", "nodeName") is not { } node || !_nodes.TryGetValue(node, out var host))
            return;
        if (pod.Text("status", "phase") is "Succeeded" or "Failed")
            return;
        lock (_lock)
        {
            if (_stopping)
                return;
            var address = new PodAddress(pod.Flag("spec", "hostNetwork") ? host : _addresses.TakePodAddress(), host);
            var worker = new PodWorker(_services, pod, address);
            _workers[pod.Uid()] = (worker, RunWorker(worker));
            worker.Update(pod);
        }
    }

    private async Task RunWorker(PodWorker worker)
    {
        // The watch loop must go on at once: starting processes takes milliseconds.
        await Task.Yield();
        try
        {
            await worker.Run();
            Remove(worker.Pod);
        }
#pragma warning disable CA1031 // A bug met by one odd pod must not end the others, nor go unseen.
        catch (Exception error)
#pragma warning restore CA1031
        {
            KubeletLog.PodFailed(_services.Log, error, worker.Pod.Namespace(), worker.Pod.Name());
        }
        finally
        {
            _workers.TryRemove(worker.Uid, out _);
            if (!worker.Pod.Flag("spec", "hostNetwork"))
                _addresses.ReturnPodAddress(worker.Address.Pod);
        }
    }

    /// <summary>The kubelet's last step for a deleted pod: its object goes.</summary>
    private void Remove(JsonObject pod)
    {
        if (!pod.IsTerminating())
            return;
        try
        {
            _services.Api.Delete(
                KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { GracePeriodSeconds = 0, Uid = pod.Uid() });
        }
        catch (ApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Deleted by force, and perhaps made anew, meanwhile.
        }
    }

    private async Task Stop()
    {
        lock (_lock)
            _stopping = true;
        var workers = _workers.Values.ToList();
        foreach (var (worker, _) in workers)
            worker.Kill();
        await Task.WhenAll(workers.Select(entry => entry.Done));
    }
}
