using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Hosting.Tests.Tls;

/// <summary>A Secret's mount as the kubelet makes it: its files lead through one symlink, which a change swaps.</summary>
internal sealed class SecretFolder : IDisposable
{
    private int _versions;

    public SecretFolder(X509Certificate2 certificate, X509Certificate2? authority = null) => Swap(certificate, authority);

    public string Path { get; } = Directory.CreateTempSubdirectory("k8scache-tls-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Swap(X509Certificate2 certificate, X509Certificate2? authority = null) => Swap(
        certificate.ExportCertificatePem(), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), authority?.ExportCertificatePem());

    public void Swap(string certificate, string key, string? authority)
    {
        var version = (++_versions).ToString("'..version-'0", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(this[version]);
        File.WriteAllText(System.IO.Path.Combine(this[version], "tls.crt"), certificate);
        File.WriteAllText(System.IO.Path.Combine(this[version], "tls.key"), key);
        if (authority is not null)
            File.WriteAllText(System.IO.Path.Combine(this[version], "ca.crt"), authority);
        File.CreateSymbolicLink(this["..data_tmp"], version);
        // .NET's moves follow the link.
        using var rename = Process.Start("mv", ["-T", this["..data_tmp"], this["..data"]]);
        rename.WaitForExit();
        foreach (var name in (string[])["tls.crt", "tls.key", "ca.crt"])
        {
            if (_versions == 1)
                File.CreateSymbolicLink(this[name], $"..data/{name}");
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
