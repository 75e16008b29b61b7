using System.Net;

namespace K8sCache.Transport;

/// <summary>A listening endpoint whose connections are dealt to a group's loops in turn.</summary>
public abstract class Listener : IAsyncDisposable
{
    private protected Listener()
    {
    }

    /// <summary>The bound address; with the real port where port 0 was asked for.</summary>
    public abstract IPEndPoint EndPoint { get; }

    /// <summary>Connections accepted here and open now; from any thread.</summary>
    public abstract int ConnectionCount { get; }

    /// <summary>Connections refused here because of <see cref="ListenOptions.MaxConnections"/>; from any thread.</summary>
    public abstract long RefusedCount { get; }

    /// <summary>As <see cref="ListenOptions.MaxConnections"/>, and changed at any time from any thread.</summary>
    public abstract int MaxConnections { get; set; }

    /// <summary>Stops accepting and frees the port; connections stay.</summary>
    public abstract ValueTask DisposeAsync();
}
