using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Observing;

/// <summary>Puts requests that took long into the slow log.</summary>
internal static class SlowRequests
{
    public static void Note(RouterLoop loop, PendingRequest request, long microseconds)
    {
        // Its bytes were parsed before, or written by us.
        var status = new RespRequestParser(RespLimits.Default).TryParse(request.Wire.Span, out _, out var words);
        if (status != RespStatus.Done || request.Session is not { } session)
            return;
        var context = loop.Context;
        context.SlowLog.Add(
            request.Command!, words, context.Time.GetUtcNow().ToUnixTimeSeconds(), microseconds,
            session.Connection.RemoteEndPoint?.ToString() ?? "", session.Name, context.Settings.SlowLogMaxLength);
    }
}
