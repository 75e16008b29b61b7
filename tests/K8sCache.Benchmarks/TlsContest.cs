using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Benchmarks;

/// <summary>Our node with TLS beside redis-server with TLS, and both in plain text, on the same certificate.</summary>
internal static class TlsContest
{
    private const int ServerCpu = 0;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = Make();
        var certFile = folder.Write("tls.crt", certificate);
        var keyFile = folder.Write("tls.key", key);
        using var servers = new ServerSet();
        var redis = Programs.Require("redis-server");
        await servers.AddEncryptedAsync(
            "k8scache-node-tls", ServerCpu, Programs.Node,
            port => [.. Arguments.Node(port), "--tls-cert-file", certFile, "--tls-key-file", keyFile], certFile);
        await servers.AddEncryptedAsync(
            "redis-server-tls", ServerCpu, redis,
            port =>
            [
                "--port", "0", "--tls-port", $"{port}", "--tls-cert-file", certFile, "--tls-key-file", keyFile,
                "--tls-ca-cert-file", certFile, "--tls-auth-clients", "no", "--save", "",
            ],
            certFile);
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, port => Arguments.Node(port));
        await servers.AddAsync("redis-server", ServerCpu, redis, Arguments.Redis);
        await new Contest("tls", options).RunAsync(servers.All);
    }

    private static (string Certificate, string Key) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
