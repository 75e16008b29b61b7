using System.Net;

namespace K8sCache.Hosting.Options;

/// <summary>Where a port listens, by the options <c>--bind</c> and <c>--bind-loopback</c>.</summary>
public static class ListenAddresses
{
    /// <param name="bind">The address asked for.</param>
    /// <param name="port">The same on all addresses.</param>
    /// <param name="loopback">
    /// Whether loopback of the same family is wanted besides: <c>kubectl port-forward</c> connects from inside the pod to
    /// there. Without effect where <paramref name="bind"/> includes it, or is a loopback address itself.
    /// </param>
    /// <returns>The address asked for first.</returns>
    public static IReadOnlyList<IPEndPoint> Of(IPAddress bind, int port, bool loopback)
    {
        var asked = new IPEndPoint(bind, port);
        if (!loopback || IPAddress.IsLoopback(bind) || bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any))
            return [asked];
        var besides = bind.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        return [asked, new IPEndPoint(besides, port)];
    }
}
