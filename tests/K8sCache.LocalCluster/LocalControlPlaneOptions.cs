using K8sCache.LocalCluster.Kubelet;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.LocalCluster;

/// <summary>How to start a local control plane; the defaults suit a test.</summary>
public sealed record LocalControlPlaneOptions
{
    /// <summary>Of the API, on 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Where pods' folders, logs and volumes go; null for a temporary folder that goes with the cluster.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where to write the kubeconfig; null for a file in the data folder.</summary>
    public string? KubeconfigFile { get; init; }

    /// <summary>Image names without tag, and the program folders that each stands for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Images { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public PodRuntimeKind Pods { get; init; } = PodRuntimeKind.Processes;

    public KubeletOptions Kubelet { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}
