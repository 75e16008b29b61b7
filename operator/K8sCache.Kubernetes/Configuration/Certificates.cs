using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Reads PEM certificates and keys.</summary>
internal static class Certificates
{
    /// <exception cref="KubernetesConfigurationException">No file, or no certificate in it.</exception>
    public static X509Certificate2Collection LoadAuthorities(string path)
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
    public static X509Certificate2Collection ParseAuthorities(string pem, string origin)
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
            ? certificates
            : throw new KubernetesConfigurationException($"{origin} holds no PEM certificate.");
    }

    /// <summary>The certificate a configuration offers; null: none.</summary>
    /// <exception cref="KubernetesConfigurationException">Not a certificate with its key.</exception>
    public static X509Certificate2? OfClient(KubernetesClientConfiguration configuration)
    {
        var certificate = ReadPem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath, "client-certificate");
        var key = ReadPem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath, "client-key");
        return certificate is null || key is null ? null : ParseClientCertificate(certificate, key, "client-certificate");
    }

    /// <param name="base64">The text itself, encoded; wins.</param>
    /// <param name="path">A file that holds it.</param>
    /// <param name="origin">Where that was said, for the message.</param>
    /// <exception cref="KubernetesConfigurationException">What is named can't be read.</exception>
    public static string? ReadPem(string? base64, string? path, string origin)
    {
        try
        {
            if (!string.IsNullOrEmpty(base64))
                return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            return string.IsNullOrEmpty(path) ? null : File.ReadAllText(path);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException($"{origin}: {error.Message}", error);
        }
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
