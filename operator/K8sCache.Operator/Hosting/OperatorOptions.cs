using System.Net;
using K8sCache.Operator.Desired;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Hosting;

/// <summary>How an operator process works; <see cref="OperatorOptionTable"/> makes it from flags and environment.</summary>
public sealed record OperatorOptions
{
    /// <summary>File that says how to reach the API server; null: as a pod, or as kubectl finds it.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Namespace whose clusters are looked after; null: all.</summary>
    public string? Namespace { get; init; }

    public required PodImage NodeImage { get; init; }

    public required IPEndPoint AdminEndPoint { get; init; }

    /// <summary>Whether to wait for a lease before working, so that several instances may run.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Namespace of the lease; null: the operator's own.</summary>
    public string? LeaseNamespace { get; init; }

    public string LeaseName { get; init; } = "k8scache-operator";

    /// <summary>This process in the lease and in events; unique.</summary>
    public required string Identity { get; init; }

    /// <summary>Clusters worked on at a time.</summary>
    public int Concurrency { get; init; } = 8;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
