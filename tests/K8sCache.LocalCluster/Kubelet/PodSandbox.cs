using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What the containers of one pod share: its newest object, its address, its folder and its volumes.</summary>
internal sealed class PodSandbox
{
    private JsonObject _pod;

    public PodSandbox(KubeletServices services, JsonObject pod, PodAddress address)
    {
        Services = services;
        Address = address;
        _pod = pod;
        Folder = Path.Combine(services.DataFolder, "pods", pod.Namespace(), $"{pod.Name()}_{pod.Uid()}");
        Volumes = new PodVolumes(services, pod, address, Folder);
        Program = new ContainerProgram(services, address, Volumes);
    }

    public KubeletServices Services { get; }

    public PodAddress Address { get; }

    public string Folder { get; }

    public PodVolumes Volumes { get; }

    public ContainerProgram Program { get; }

    /// <summary>The newest version seen; readers must not change it.</summary>
    public JsonObject Pod
    {
        get => Volatile.Read(ref _pod);
        set => Volatile.Write(ref _pod, value);
    }

    public TimeSpan GracePeriod => TimeSpan.FromSeconds(
        Pod.Number("metadata", "deletionGracePeriodSeconds") ?? Pod.Number("spec", "terminationGracePeriodSeconds") ?? 30);

    public void Normal(string reason, string message) => Services.Events.Normal(Pod, "v1", "Pod", reason, message);

    public void Warning(string reason, string message) => Services.Events.Warning(Pod, "v1", "Pod", reason, message);
}
