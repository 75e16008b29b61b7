using System.Globalization;
using System.Net;

namespace K8sCache.Topology;

/// <summary>A node's <c>host:port</c>; an IPv6 host is in brackets.</summary>
public static class NodeAddress
{
    public static bool TryParse(string? text, out EndPoint endPoint)
    {
        endPoint = new DnsEndPoint("localhost", 0);
        if (string.IsNullOrEmpty(text) || text.Length > TopologyLimits.MaxAddressLength)
            return false;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            return false;
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal))
            return false;
        if (IPAddress.TryParse(host, out var ip))
            endPoint = new IPEndPoint(ip, port);
        else if (Uri.CheckHostName(host) == UriHostNameType.Dns)
            endPoint = new DnsEndPoint(host, port);
        else
            return false;
        return true;
    }

    /// <exception cref="FormatException">The text is no <c>host:port</c>; addresses of a parsed document always are.</exception>
    public static EndPoint Parse(string text) =>
        TryParse(text, out var endPoint) ? endPoint : throw new FormatException($"'{text}' is not host:port");
}
