using K8sCache.Hosting.Lifetime;

namespace K8sCache.Hosting.Tls;

/// <summary>What the files held when they were read.</summary>
internal sealed record TlsFiles(byte[] Cert, byte[] Key, byte[]? Ca)
{
    /// <summary>Bytes of one file; a Secret holds at most 1 MiB.</summary>
    private const int BytesMax = 1 << 20;

    /// <exception cref="StartFailedException">One is missing, too long, or not readable.</exception>
    public static TlsFiles Read(TlsOptions options)
    {
        var ca = options.CaPath is { } path ? ReadOne(path, "the file of authorities", mayBeMissing: options.SecretFolder is not null) : null;
        if (ca is null && options.AuthClients != TlsAuthClients.No)
        {
            throw new StartFailedException(
                $"TLS: clients are asked for certificates ({options.AuthClients}), but there is no {options.CaPath} to check them by");
        }

        return new TlsFiles(
            ReadOne(options.CertPath, "the certificate")!, ReadOne(options.KeyPath, "the private key")!, ca);
    }

    public bool IsSame(TlsFiles other) =>
        Cert.AsSpan().SequenceEqual(other.Cert) && Key.AsSpan().SequenceEqual(other.Key)
        && Ca is null == other.Ca is null && Ca.AsSpan().SequenceEqual(other.Ca);

    private static byte[]? ReadOne(string path, string what, bool mayBeMissing = false)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax } large)
                throw new StartFailedException($"TLS: {what} {path} has {large.Length} bytes; at most {BytesMax} are read");
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            if (mayBeMissing)
                return null;
            throw new StartFailedException($"TLS: {what} {path} does not exist", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"TLS: {what} {path} cannot be read: {error.Message}", error);
        }
    }
}
