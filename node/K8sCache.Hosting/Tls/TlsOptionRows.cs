using K8sCache.Hosting.Options;

namespace K8sCache.Hosting.Tls;

/// <summary>The rows of TLS in a program's option table, by Redis's names where Redis has them.</summary>
public sealed class TlsOptionRows
{
    private readonly Option<string?> _cert;
    private readonly Option<string?> _key;
    private readonly Option<string?> _ca;
    private readonly Option<string?> _secret;
    private readonly Option<TlsAuthClients> _authClients;
    private readonly Option<string?> _peerName;

    /// <param name="table">Gets the rows.</param>
    /// <param name="ports">What is encrypted then.</param>
    public TlsOptionRows(OptionTable table, string ports)
    {
        _cert = table.AddOptional(
            "tls-cert-file", "FILE", OptionParsers.ExistingFile,
            $"certificate in PEM, with the authorities between it and a root if there are any; {ports} then take TLS only, 1.2 or 1.3. Read again when it changes");
        _key = table.AddOptional("tls-key-file", "FILE", OptionParsers.ExistingFile, "its private key in PEM, not encrypted");
        _ca = table.AddOptional(
            "tls-ca-cert-file", "FILE", OptionParsers.ExistingFile,
            "authorities in PEM that certificates of clients, nodes and routers must come from; without it the system's. Our own certificate is trusted always");
        _secret = table.AddOptional(
            "tls-secret-dir", "DIR", OptionParsers.FilePath,
            "folder with tls.crt, tls.key and, if there is one, ca.crt, as Kubernetes mounts a Secret; in place of those three files");
        _authClients = table.AddChoice(
            "tls-auth-clients", TlsAuthClients.No, "whether clients must show a certificate; Optional: one that is shown must be trusted");
        _peerName = table.AddOptional(
            "tls-peer-name", "NAME", OptionParsers.Text("a DNS name", 253),
            "name that certificates of nodes and routers must be valid for; without it any name is");
    }

    /// <summary>Makes the record; problems between options are added to the list.</summary>
    public TlsOptions Bound(OptionValues values, List<string> problems)
    {
        var options = new TlsOptions
        {
            CertFile = values.Get(_cert),
            KeyFile = values.Get(_key),
            CaCertFile = values.Get(_ca),
            SecretFolder = values.Get(_secret),
            AuthClients = values.Get(_authClients),
            PeerName = values.Get(_peerName),
        };
        problems.AddRange(options.Problems());
        return options;
    }
}
