using System.Net.Security;
using K8sCache.Hosting.Lifetime;

namespace K8sCache.Hosting.Tls;

/// <summary>
/// A process's certificate and whom it trusts, read from files and read again when they change. Loops ask it for each
/// new connection, from any thread; <see cref="Reload"/> is one caller's.
/// </summary>
public sealed class TlsIdentity
{
    /// <summary>A Secret's files are swapped together, but read one after the other: a mixture is read again at once.</summary>
    private const int ReadingsMax = 3;

    private readonly TlsOptions _options;
    private readonly TlsTrust _trust;
    private TlsFiles _seen;
    private TlsSnapshot _current;

    /// <exception cref="StartFailedException">A file is missing, garbled, or does not fit another.</exception>
    public TlsIdentity(TlsOptions options, TimeProvider time)
    {
        _options = options;
        _trust = new TlsTrust(time, options);
        _seen = TlsFiles.Read(options);
        _current = Take(_seen);
    }

    public DateTimeOffset ExpiresAt => Current.ExpiresAt;

    public string Subject => Current.Subject;

    private TlsSnapshot Current => Volatile.Read(ref _current);

    public SslServerAuthenticationOptions ForClients() => Current.ForClients();

    public SslServerAuthenticationOptions ForPeers() => Current.ForPeers();

    public SslClientAuthenticationOptions ToPeers() => Current.ToPeers();

    /// <summary>Looks whether the files changed; each change is reported once, with the problem if there is one.</summary>
    public TlsReload Reload(out string problem)
    {
        problem = "";
        try
        {
            var files = TlsFiles.Read(_options);
            for (var reading = 1; ; reading++)
            {
                if (files.IsSame(_seen))
                    return TlsReload.Unchanged;
                try
                {
                    var next = Take(files);
                    _seen = files;
                    Volatile.Write(ref _current, next);
                    return TlsReload.Taken;
                }
                catch (StartFailedException) when (reading < ReadingsMax && TlsFiles.Read(_options) is { } again && !again.IsSame(files))
                {
                    files = again;
                }
                catch (StartFailedException error)
                {
                    _seen = files;
                    problem = error.Message;
                    return TlsReload.Refused;
                }
            }
        }
        catch (StartFailedException error)
        {
            // A file is away: said once, until it is back.
            var isNew = _seen.Cert.Length > 0;
            _seen = new TlsFiles([], [], null);
            problem = error.Message;
            return isNew ? TlsReload.Refused : TlsReload.Unchanged;
        }
    }

    private TlsSnapshot Take(TlsFiles files)
    {
        var material = TlsMaterial.Parse(files, _options);
        _trust.AddOwn(material.Certificate);
        return new TlsSnapshot(material, _trust, _options);
    }
}
