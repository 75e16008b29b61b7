using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sCache.Hosting.Lifetime;

namespace K8sCache.Hosting.Tls;

/// <summary>A certificate with its key, what stands between it and a root, and the authorities to trust, if named.</summary>
internal sealed record TlsMaterial(
    X509Certificate2 Certificate, X509Certificate2Collection Intermediates, X509Certificate2Collection? Authorities)
{
    /// <exception cref="StartFailedException">The message says which file is wrong, and how.</exception>
    public static TlsMaterial Parse(TlsFiles files, TlsOptions options)
    {
        var chain = Certificates(files.Cert, "the certificate", options.CertPath);
        var authorities = files.Ca is null ? null : Certificates(files.Ca, "the file of authorities", options.CaPath!);
        using var leaf = chain[0];
        var certificate = WithKey(leaf, Encoding.UTF8.GetString(files.Key), options);
        chain.RemoveAt(0);
        return new TlsMaterial(certificate, chain, authorities);
    }

    private static X509Certificate2Collection Certificates(byte[] pem, string what, string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException error)
        {
            throw new StartFailedException($"TLS: {what} {path} is garbled: {error.Message}", error);
        }

        return certificates.Count > 0
            ? certificates
            : throw new StartFailedException($"TLS: {what} {path} holds no PEM certificate (-----BEGIN CERTIFICATE-----)");
    }

    private static X509Certificate2 WithKey(X509Certificate2 leaf, string keyPem, TlsOptions options)
    {
        if (keyPem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) || keyPem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new StartFailedException($"TLS: the private key {options.KeyPath} is encrypted; give one that is not");
        if (!keyPem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new StartFailedException($"TLS: the private key {options.KeyPath} holds no PEM private key (-----BEGIN PRIVATE KEY-----)");
        try
        {
            using var ephemeral = X509Certificate2.CreateFromPem(leaf.ExportCertificatePem(), keyPem);
            // Some platforms' TLS can't use keys that live in memory only; a PKCS #12 round trip works on all.
            return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        }
        catch (ArgumentException error)
        {
            // Another key of the same kind, or a key of another kind.
            throw new StartFailedException(
                $"TLS: the private key {options.KeyPath} does not belong to the certificate {options.CertPath}", error);
        }
        catch (CryptographicException error)
        {
            throw new StartFailedException(
                $"TLS: the private key {options.KeyPath} is garbled, or not of the certificate {options.CertPath}: {error.Message}", error);
        }
    }
}
