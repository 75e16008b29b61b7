using System.Net;
using K8sCache.Hosting.Tls;
using K8sCache.Transport.Tls;
using Microsoft.Extensions.Logging;

namespace K8sCache.Serving.Tls;

/// <summary>A server's encryption: of clients, of other nodes, and of connections to nodes, all with one certificate.</summary>
public sealed class ServerTls : IAsyncDisposable
{
    /// <summary>A broken client tries again and again: of each kind of failure one line in this time is enough.</summary>
    private static readonly TimeSpan LogPeriod = TimeSpan.FromSeconds(10);

    private readonly ILogger _log;
    private readonly FailureThrottle _throttle;
    private readonly TlsWatch _watch;
    private long _reloadFailures;

    /// <exception cref="Hosting.Lifetime.StartFailedException">A file is missing, garbled, or does not fit another.</exception>
    public ServerTls(TlsOptions options, TimeProvider time, ILogger log)
    {
        _log = log;
        _throttle = new FailureThrottle(time, LogPeriod, Enum.GetValues<TlsFailure>().Length);
        Identity = new TlsIdentity(options, time);
        Clients = new TlsServer(Identity.ForClients) { Counters = Counters, OnFailure = Failed };
        Peers = new TlsServer(Identity.ForPeers) { Counters = Counters, OnFailure = Failed };
        ToNodes = new TlsClient(_ => Identity.ToPeers()) { Counters = Counters };
        Log.CertificateTaken(log, Identity.Subject, Identity.ExpiresAt);
        _watch = new TlsWatch(
            Identity, TlsWatch.DefaultInterval, time,
            () => Log.CertificateTaken(_log, Identity.Subject, Identity.ExpiresAt), Refused);
    }

    public TlsIdentity Identity { get; }

    public TlsCounters Counters { get; } = new();

    public TlsServer Clients { get; }

    /// <summary>Other nodes that connect to this one.</summary>
    public TlsServer Peers { get; }

    /// <summary>Connections to nodes.</summary>
    public TlsClient ToNodes { get; }

    /// <summary>Ends with the watch of the files.</summary>
    public Task Watching => _watch.Completion;

    /// <summary>Times the files changed and could not be used.</summary>
    public long ReloadFailures => Volatile.Read(ref _reloadFailures);

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    private void Refused(string problem)
    {
        Interlocked.Increment(ref _reloadFailures);
        Log.CertificateRefused(_log, problem);
    }

    private void Failed(TlsFailure reason, EndPoint? peer, string message)
    {
        if (_throttle.TryPass((int)reason, out var leftOut))
            Log.HandshakeFailed(_log, peer, reason, message, leftOut);
    }
}
