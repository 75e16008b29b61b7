namespace K8sCache.LocalCluster;

/// <summary>Where a cluster keeps its files. A folder that was not asked for is temporary and goes with the cluster.</summary>
internal sealed class ClusterFolders : IDisposable
{
    private readonly bool _isTemporary;

    public ClusterFolders(LocalControlPlaneOptions options)
    {
        _isTemporary = options.DataFolder is null;
        Data = Path.GetFullPath(options.DataFolder ?? Directory.CreateTempSubdirectory("k8scache-local-").FullName);
        Directory.CreateDirectory(Data);
        Kubeconfig = Path.GetFullPath(options.KubeconfigFile ?? Path.Combine(Data, "kubeconfig"));
    }

    public string Data { get; }

    public string Kubeconfig { get; }

    public string Processes => Path.Combine(Data, "processes");

    public string Pods => Path.Combine(Data, "pods");

    /// <summary>Removes what pods of an earlier start have left.</summary>
    public void Clear()
    {
        if (Directory.Exists(Pods))
            Directory.Delete(Pods, recursive: true);
    }

    public void Dispose()
    {
        File.Delete(Kubeconfig);
        if (_isTemporary)
            Directory.Delete(Data, recursive: true);
    }
}
