using System.Net;
using System.Text;
using K8sCache.Hosting.Tls;
using K8sCache.Resp;
using Microsoft.Extensions.Logging;

namespace K8sCache.Serving.Clients;

/// <summary>
/// Knows the words of HTTP that no command has: whoever sends them is most likely a browser that was made to, with commands in
/// its request's body. Redis closes such a connection at once, too (server.c: securityWarningCommand).
/// </summary>
public sealed class CrossProtocolGuard(TimeProvider time, ILogger log)
{
    /// <summary>Who tries tries again: one line in this time is enough, as in Redis.</summary>
    private static readonly TimeSpan LogPeriod = TimeSpan.FromMinutes(1);

    private readonly FailureThrottle _throttle = new(time, LogPeriod, 1);

    /// <summary>Whether the connection is to be closed without a reply, and nothing after the request looked at; logged if so.</summary>
    /// <param name="request">One that calls no command: others need not be asked about.</param>
    /// <param name="peer">Who sent it.</param>
    public bool Catches(in RespRequest request, EndPoint? peer)
    {
        var word = request.Name;
        if (!Ascii.EqualsIgnoreCase(word, "POST"u8) && !Ascii.EqualsIgnoreCase(word, "HOST:"u8))
            return false;
        if (_throttle.TryPass(0, out var leftOut))
            Log.CrossProtocol(log, peer, leftOut);
        return true;
    }
}
