using System.Net;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Where the API server listens.</summary>
public sealed record ApiServerOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }
}
