using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Networking;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Pods without processes: bound ones become Running and Ready at once, with an address; deleted ones go at once.</summary>
internal sealed class PretendedPods(
    IClusterApi api, LoopbackRange addresses, IReadOnlyDictionary<string, IPAddress> nodes, TimeProvider time) : IPodRuntime
{
    private readonly IClusterApi _api = api.As("kubelet");
    private readonly ConcurrentDictionary<string, IPAddress> _running = new(StringComparer.Ordinal);

    public Task Run(CancellationToken cancellation) => new ResourceWatch(
        _api, KnownResources.Pods, present => present.ToList().ForEach(Take), change => Handle(change), time).Run(cancellation);

    public IAsyncEnumerable<string> ReadLog(string ns, string name, LogQuery query, CancellationToken cancellation)
    {
        _api.Get(KnownResources.Pods, ns, name);
        return AsyncEnumerable.Empty<string>();
    }

    private void Handle(WatchEvent change)
    {
        if (change.Type != WatchEventType.Deleted)
            Take(change.Object);
        else if (_running.TryRemove(change.Object.Uid(), out var address))
            addresses.ReturnPodAddress(address);
    }

    private void Take(JsonObject pod)
    {
        if (pod.Text("spec", "nodeName") is not { } node || !nodes.TryGetValue(node, out var host))
            return;
        try
        {
            if (pod.IsTerminating())
                _api.Delete(KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { GracePeriodSeconds = 0, Uid = pod.Uid() });
            else if (!_running.ContainsKey(pod.Uid()))
                Start(pod, host);
        }
        catch (ApiException error) when (error.IsConflict || error.IsNotFound)
        {
            // The pod has changed since: its next event comes.
            _running.TryRemove(pod.Uid(), out _);
        }
    }

    private void Start(JsonObject pod, IPAddress host)
    {
        var address = _running.GetOrAdd(pod.Uid(), _ => addresses.TakePodAddress());
        var now = time.GetUtcNow();
        var running = new ContainerState { Phase = ContainerPhase.Running, StartedAt = now, Started = true, Ready = true };
        pod["status"] = PodStatus.Build(
            pod,
            new PodObservation
            {
                Address = new PodAddress(address, host),
                StartedAt = now,
                InitContainers = [],
                Containers = [.. pod.Items("spec", "containers").Select(container => new ObservedContainer(container, running))],
                IsInitialized = true,
                IsOver = false,
            },
            now);
        _api.UpdateStatus(KnownResources.Pods, pod);
    }
}
