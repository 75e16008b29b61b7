using System.Net;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Auth;
using K8sCache.LocalCluster.Controllers;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What every pod worker shares.</summary>
internal sealed record KubeletServices
{
    public required IClusterApi Api { get; init; }

    public required EventRecorder Events { get; init; }

    public required ImageCatalog Images { get; init; }

    public required ProcessLauncher Launcher { get; init; }

    /// <summary>Makes the tokens with which pods speak to the API.</summary>
    public required ServiceAccountTokens Tokens { get; init; }

    /// <summary>Where pods find the API server.</summary>
    public required IPEndPoint ApiServer { get; init; }

    /// <summary>PEM of the API server's authority.</summary>
    public required string CertificateAuthority { get; init; }

    /// <summary>Holds <c>pods/NAMESPACE/NAME/</c> and <c>claims/NAMESPACE/NAME/</c>.</summary>
    public required string DataFolder { get; init; }

    public required KubeletOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }
}
