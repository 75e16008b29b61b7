using System.Net;
using K8sCache.Transport.Tls;
using Microsoft.Extensions.Logging;

namespace K8sCache.Serving;

/// <summary>What node and router log alike. Event ids are stable, and apart from those of the two: people alert on them.</summary>
internal static partial class Log
{
    [LoggerMessage(50, LogLevel.Information, "TLS with the certificate {Subject}, good until {ExpiresAt:u}")]
    public static partial void CertificateTaken(ILogger log, string subject, DateTimeOffset expiresAt);

    [LoggerMessage(51, LogLevel.Error, "The new certificate is not taken, the one before stays: {Problem}")]
    public static partial void CertificateRefused(ILogger log, string problem);

    [LoggerMessage(52, LogLevel.Warning, "TLS handshake with {Peer} failed ({Reason}): {Message} {LeftOut} more such were not logged")]
    public static partial void HandshakeFailed(ILogger log, EndPoint? peer, TlsFailure reason, string message, long leftOut);

    [LoggerMessage(53, LogLevel.Warning, "Possible SECURITY ATTACK: {Peer} sent POST or Host:, as a browser does that was made to call commands "
        + "(cross-protocol scripting). The connection is closed; {LeftOut} more such were not logged")]
    public static partial void CrossProtocol(ILogger log, EndPoint? peer, long leftOut);
}
