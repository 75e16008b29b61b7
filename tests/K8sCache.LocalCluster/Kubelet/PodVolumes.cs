using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Makes a pod's volumes as folders and keeps those with content from the API up to date.</summary>
internal sealed class PodVolumes
{
    private readonly KubeletServices _services;
    private readonly PodAddress _address;
    private readonly VolumeFiles _files;
    private readonly Dictionary<string, VolumeFolder> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly string _root;

    public PodVolumes(KubeletServices services, JsonObject pod, PodAddress address, string podFolder)
    {
        _services = services;
        _address = address;
        _files = new VolumeFiles(services);
        _root = Path.Combine(podFolder, "volumes");
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var name = volume.Text("name") ?? "";
            _folders[name] = FolderOf(volume, pod);
            if (VolumeFiles.HasFiles(volume))
                _written[name] = new VolumeFolder(_folders[name]);
        }
    }

    /// <summary>The real folder of each volume, by the volume's name.</summary>
    public IReadOnlyDictionary<string, string> Folders => _folders;

    /// <summary>Writes what the API has now.</summary>
    /// <exception cref="ContainerConfigException">A ConfigMap, Secret or key that is not optional is missing.</exception>
    public void Refresh(JsonObject pod)
    {
        foreach (var folder in _folders.Values)
            Directory.CreateDirectory(folder);
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            if (_written.TryGetValue(volume.Text("name") ?? "", out var folder))
                folder.Write(_files.Build(pod, _address, volume));
        }
    }

    /// <summary>Whether a volume of the pod takes its content from that ConfigMap or Secret.</summary>
    public static bool Uses(JsonObject pod, string kind, string name) =>
        pod.Items("spec", "volumes").Any(volume =>
            Refers(volume, kind, name) || volume.Items("projected", "sources").Any(source => Refers(source, kind, name)));

    private static bool Refers(JsonObject source, string kind, string name) => kind == "ConfigMap"
        ? source.Text("configMap", "name") == name
        : source.Text("secret", "secretName") == name || source.Text("secret", "name") == name;

    private string FolderOf(JsonObject volume, JsonObject pod)
    {
        if (volume.Text("hostPath", "path") is { } hostPath)
            return hostPath;
        if (volume.Text("persistentVolumeClaim", "claimName") is { } claim)
            return Path.Combine(_services.DataFolder, "claims", pod.Namespace(), claim);
        return Path.Combine(_root, volume.Text("name") ?? "");
    }
}
