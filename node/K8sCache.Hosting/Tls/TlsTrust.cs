using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Hosting.Tls;

/// <summary>
/// Whom we trust. Pods of a cluster share one Secret, so each knows the others by its own certificate, or by one it had
/// before; failing that, by a trusted authority and the name of the cluster's Service. Decision 0017 has the reasons.
/// </summary>
internal sealed class TlsTrust(TimeProvider time, TlsOptions options)
{
    /// <summary>Certificates of our own that are remembered while a new one spreads over the pods.</summary>
    private const int OwnMax = 4;

    private byte[][] _own = [];

    public void AddOwn(X509Certificate2 certificate) =>
        Volatile.Write(ref _own, [certificate.RawData, .. _own.Where(one => !one.AsSpan().SequenceEqual(certificate.RawData)).Take(OwnMax - 1)]);

    /// <summary>Another node or router, whichever side it is on.</summary>
    public bool IsPeer(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate)
            return false;
        if (IsOwn(certificate))
            return true;
        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0 && !IsOnlyOfAnotherUse(chain))
            return false;
        return options.PeerName is null || certificate.MatchesHostname(options.PeerName);
    }

    public bool IsClient(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown is null
            ? options.AuthClients == TlsAuthClients.Optional
            : errors == SslPolicyErrors.None || (options.PeerName is not null && IsPeer(shown, chain, errors)) || IsOwn((X509Certificate2)shown);

    private bool IsOwn(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        if (now < certificate.NotBefore || now > certificate.NotAfter)
            return false;
        var raw = certificate.RawDataMemory.Span;
        foreach (var own in Volatile.Read(ref _own))
        {
            if (raw.SequenceEqual(own))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Certificates of servers often may not be used by clients, and a pod is both. With the name of the Service checked,
    /// that is no loss.
    /// </summary>
    private bool IsOnlyOfAnotherUse(X509Chain? chain)
    {
        if (chain is null || options.PeerName is null)
            return false;
        var problems = X509ChainStatusFlags.NoError;
        foreach (var status in chain.ChainStatus)
            problems |= status.Status;
        return problems is X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotValidForUsage;
    }
}
