using System.Text;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Topology;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>Kubernetes' workload controllers, the kubelet and the pods' programs in one: pods come and go as workloads say.</summary>
internal sealed class FakeMachines(FakeKubernetes kubernetes, TimeProvider timeProvider) : IPodAdmin
{
    private readonly Dictionary<string, FakeProcess> _byIp = [];
    private readonly Dictionary<string, (string Ip, FakeProcess Process)> _byPod = [];
    private int _addresses;

    private readonly FakeRevisions _revisions = new();

    /// <summary>Told of each pod that is about to be replaced by one of a newer template.</summary>
    public Action<string> OnReplacing { get; set; } = _ => { };

    /// <summary>Whether changed templates replace pods; the sets' status is kept only then.</summary>
    public bool Rolls { get; init; }

    /// <summary>Pods of these names do not get to run.</summary>
    public HashSet<string> Unschedulable { get; } = [];

    public FakeProcess this[string pod] => _byPod[pod].Process;

    public IEnumerable<FakeProcess> Processes => _byPod.Values.Select(pod => pod.Process);

    /// <summary>Whether the pod is of what its set's template is now.</summary>
    public bool IsOfNewestTemplate(string pod) => _revisions.Of(pod) == _revisions.Update;

    /// <summary>Lets the workloads' controllers and the kubelet do all they have to do now.</summary>
    public void Settle()
    {
        var wanted = new Dictionary<string, (IKubernetesObject<V1ObjectMeta> Owner, V1PodTemplateSpec Template)>(StringComparer.Ordinal);
        foreach (var set in kubernetes.List<V1StatefulSet>())
            Want(wanted, set, set.Spec!.Replicas!.Value, set.Spec.Template!);
        foreach (var set in kubernetes.List<V1Deployment>())
            Want(wanted, set, set.Spec!.Replicas!.Value, set.Spec.Template!);
        foreach (var set in kubernetes.List<V1DaemonSet>())
            Want(wanted, set, 2, set.Spec!.Template!);
        foreach (var pod in kubernetes.List<V1Pod>().Where(pod => !wanted.ContainsKey(pod.Metadata.Name!)))
            Kill(pod.Metadata.Name!);
        if (Rolls)
            Roll();
        foreach (var (name, (owner, template)) in wanted)
        {
            if (!_byPod.ContainsKey(name) && !Unschedulable.Contains(name))
                Start(name, owner);
            kubernetes.Put(PodOf(name, owner, template));
        }
    }

    private void Roll()
    {
        foreach (var set in kubernetes.List<V1StatefulSet>())
        {
            var pods = Enumerable.Range(0, set.Spec!.Replicas!.Value).Select(ordinal => $"{set.Metadata.Name}-{ordinal}").ToList();
            var status = _revisions.Observe(set, pods);
            kubernetes.Put(set with { Status = status });
            var allReady = pods.TrueForAll(pod => _byPod.TryGetValue(pod, out var running) && running.Process.Topology is not null);
            if (!allReady || _revisions.NextToReplace(set, pods) is not { } next)
                continue;
            OnReplacing(next);
            Kill(next);
        }
    }

    /// <summary>Ends every pod at once.</summary>
    public void KillAll()
    {
        foreach (var pod in _byPod.Keys.ToList())
            Kill(pod);
    }

    /// <summary>Ends a pod at once, its memory with it; the next <see cref="Settle"/> makes another of its name.</summary>
    public void Kill(string pod)
    {
        if (_byPod.Remove(pod, out var gone))
            _byIp.Remove(gone.Ip);
        _revisions.Forget(pod);
        kubernetes.Remove<V1Pod>(new ObjectKey("caches", pod));
    }

    public Task<NodeReport?> GetNodeReportAsync(PodDoor pod, CancellationToken cancellationToken) =>
        Task.FromResult(Answering(pod) is not { } process ? Living(pod) is null ? null : NodeReport.Refused : new NodeReport
        {
            Instance = process.Instance,
            Epoch = process.Epoch,
            Ready = process.Topology is not null,
            Filled = process.Filled(),
        });

    public Task<RouterReport?> GetRouterReportAsync(PodDoor pod, CancellationToken cancellationToken) =>
        Task.FromResult(Answering(pod) is not { } process
            ? Living(pod) is null ? null : RouterReport.Refused
            : new RouterReport { Epoch = process.Epoch, Ready = process.Topology is not null });

    public Task<TopologyDocument?> GetTopologyAsync(PodDoor pod, CancellationToken cancellationToken) =>
        Task.FromResult(Answering(pod)?.Topology);

    public Task<bool> PutTopologyAsync(PodDoor pod, TopologyDocument topology, CancellationToken cancellationToken) =>
        Task.FromResult(Answering(pod)?.Take(topology) ?? false);

    /// <summary>What lives and knows the token that is shown.</summary>
    private FakeProcess? Answering(PodDoor pod) => Living(pod) is { } process && process.Token == pod.Token ? process : null;

    private FakeProcess? Living(PodDoor pod) => _byIp.GetValueOrDefault(pod.Ip) is { IsSilent: false } process ? process : null;

    private static void Want(
        Dictionary<string, (IKubernetesObject<V1ObjectMeta> Owner, V1PodTemplateSpec Template)> wanted, IKubernetesObject<V1ObjectMeta> owner, int count, V1PodTemplateSpec template)
    {
        for (var ordinal = 0; ordinal < count; ordinal++)
            wanted[$"{owner.Metadata.Name}-{(owner is V1StatefulSet ? "" : owner.Kind.ToLowerInvariant())}{ordinal}"] = (owner, template);
    }

    private void Start(string pod, IKubernetesObject<V1ObjectMeta> owner)
    {
        var ip = $"10.0.{++_addresses / 250}.{_addresses % 250}";
        var process = new FakeProcess(pod, $"{owner.Kind}-{_addresses}") { Token = TokenOf(owner.GetLabel(Labels.Instance)!) };
        // A pod that starts reads the mounted ConfigMap.
        var cluster = owner.GetLabel(Labels.Instance)!;
        if (TopologyConfigMap.Read(kubernetes.Find<V1ConfigMap>(new ObjectKey("caches", Names.Topology(cluster)))) is { } mounted)
            process.Take(mounted);
        _byPod[pod] = (ip, process);
        _byIp[ip] = process;
    }

    /// <summary>As the kubelet mounts it: a pod does not start without.</summary>
    private string TokenOf(string cluster) => Encoding.ASCII.GetString(
        kubernetes.Find<V1Secret>(new ObjectKey("caches", Names.Identity(cluster)))!.Data![Names.IdentityMember]).TrimEnd();

    private static Dictionary<string, string> WithRevision(IDictionary<string, string> labels, string? revision)
    {
        var all = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        if (revision is not null)
            all["controller-revision-hash"] = revision;
        return all;
    }

    private V1Pod PodOf(string name, IKubernetesObject<V1ObjectMeta> owner, V1PodTemplateSpec template)
    {
        var runs = _byPod.TryGetValue(name, out var pod);
        var ready = runs && pod.Process is { Topology: not null };
        var ownerReference = owner is V1Deployment
            ? owner.ToOwnerReference() with { Kind = "ReplicaSet" }
            : owner.ToOwnerReference();
        return new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = "caches",
                Uid = runs ? pod.Process.Instance : name,
                Labels = WithRevision(template.Metadata!.Labels!, _revisions.Of(name)),
                OwnerReferences = [ownerReference],
                CreationTimestamp = timeProvider.GetUtcNow().UtcDateTime,
            },
            Spec = template.Spec! with { NodeName = runs ? $"machine-{name}" : null },
            Status = new V1PodStatus
            {
                Phase = runs ? "Running" : "Pending",
                PodIP = runs ? pod.Ip : null,
                Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }],
            },
        };
    }
}
