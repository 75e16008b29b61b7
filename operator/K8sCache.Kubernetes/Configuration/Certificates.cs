using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Reads PEM certificates and keys.</summary>
internal static class Certificates
{
    /// <exception cref="KubernetesConfigurationException">No file, or no certificate in it.</exception>
    public static IReadOnlyList<X509Certificate2> LoadAuthorities(string path)
    {
        try
        {
            return ParseAuthorities(File.ReadAllText(path), path);
        }
        catch (IOException error)
        {
            throw new KubernetesConfigurationException(
                $"Can't read the certificate authority {path}: {error.Message}", error);
        }
    }

    /// <param name="pem">One certificate or several.</param>
    /// <param name="origin">Where it came from, for the message.</param>
    /// <exception cref="KubernetesConfigurationException">No certificate in it.</exception>
    public static IReadOnlyList<X509Certificate2> ParseAuthorities(string pem, string origin)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException error)
        {
            throw new KubernetesConfigurationException($"{origin} holds a broken certificate: {error.Message}", error);
        }
        return certificates.Count > 0
            ? [.. certificates]
            : throw new KubernetesConfigurationException($"{origin} holds no PEM certificate.");
    }

    /// <exception cref="KubernetesConfigurationException">Not a certificate with its key.</exception>
    public static X509Certificate2 ParseClientCertificate(string certificatePem, string keyPem, string origin)
    {
        try
        {
            using var ephemeral = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            // Some platforms' TLS can't use keys that live in memory only; a PKCS #12 round trip works on all.
            return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new KubernetesConfigurationException(
                $"{origin} holds no usable client certificate: {error.Message}", error);
        }
    }
}
