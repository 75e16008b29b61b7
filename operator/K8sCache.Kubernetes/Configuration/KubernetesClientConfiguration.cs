using System.Reflection;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Where the API server is, whom to trust, who one is, and how hard to press it.</summary>
public sealed record KubernetesClientConfiguration
{
    public required Uri Server { get; init; }

    public string Namespace { get; init; } = "default";

    /// <summary>Authorities the server's certificate must descend from; empty: the system's.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; init; } = [];

    public bool SkipTlsVerify { get; init; }

    /// <summary>Name expected in the server's certificate where it isn't the one in <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    public ICredentialSource Credentials { get; init; } = StaticCredentials.None;

    public Uri? Proxy { get; init; }

    public string UserAgent { get; init; } = DefaultUserAgent();

    /// <summary>Requests a second in the long run; 0: no limit.</summary>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests at once before the rate counts.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>Connections at once over HTTP/1.1; over HTTP/2 one mostly does. Every watch occupies one.</summary>
    public int MaxConnections { get; init; } = 64;

    /// <summary>How long a call may take, watches apart.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    private static string DefaultUserAgent()
    {
        var program = Assembly.GetEntryAssembly()?.GetName();
        return $"{program?.Name ?? "k8scache"}/{program?.Version?.ToString(3) ?? "0.0.0"}";
    }
}
