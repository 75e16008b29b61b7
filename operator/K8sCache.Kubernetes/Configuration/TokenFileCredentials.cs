using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>A bearer token in a file that the kubelet replaces before it expires.</summary>
/// <remarks>
/// Read again after a minute, as client-go does: tokens are replaced at 80 % of an hour or more, so none goes
/// stale.
/// </remarks>
public sealed class TokenFileCredentials(
    string path, TimeProvider timeProvider, X509Certificate2? certificate = null) : ICredentialSource
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private Cached? _cached;

    public X509Certificate2? ClientCertificate { get; } = certificate;

    /// <exception cref="IOException">The file can't be read and no token was ever read from it.</exception>
    public async Task<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var cached = Volatile.Read(ref _cached);
        if (cached is not null && timeProvider.GetElapsedTime(cached.ReadAt) < MaxAge)
            return cached.Header;

        string token;
        try
        {
            token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (IOException) when (cached is not null)
        {
            // A rotation in mid-swap: the token at hand is still good, or the server will say 401.
            return cached.Header;
        }

        var header = new AuthenticationHeaderValue("Bearer", token);
        Volatile.Write(ref _cached, new Cached(header, timeProvider.GetTimestamp()));
        return header;
    }

    public bool Invalidate() => Interlocked.Exchange(ref _cached, null) is not null;

    private sealed record Cached(AuthenticationHeaderValue Header, long ReadAt);
}
