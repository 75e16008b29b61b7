using System.Security.Cryptography.X509Certificates;
using K8sCache.Transport.Tests.Tls;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A server's certificate, its key and its authority, as files that kubectl and clients take.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8scache-tls-");

    public CertificateFiles(string name)
    {
        using var authority = TestCertificates.Authority();
        using var certificate = TestCertificates.Issue(authority, name);
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public string Authority => Path.Combine(_folder.FullName, "ca.crt");

    public string Certificate => Path.Combine(_folder.FullName, "tls.crt");

    public string Key => Path.Combine(_folder.FullName, "tls.key");

    /// <summary>What <c>kubectl</c> makes a Secret of them by.</summary>
    public string CreateSecret(string secretName) => $"create secret tls {secretName} --cert={Certificate} --key={Key}";

    public void Dispose() => _folder.Delete(recursive: true);
}
