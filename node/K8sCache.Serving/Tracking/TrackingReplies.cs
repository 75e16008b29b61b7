using System.Text;
using K8sCache.Resp;

namespace K8sCache.Serving.Tracking;

/// <summary>Answers to CLIENT CACHING, GETREDIR and TRACKINGINFO.</summary>
public static class TrackingReplies
{
    /// <summary>CLIENT CACHING YES or NO, for the command that follows.</summary>
    public static void SetCaching(TrackingState? tracking, in RespRequest request, RespWriter reply)
    {
        var isYes = Ascii.EqualsIgnoreCase(request[2], "YES"u8);
        if (tracking is null)
            reply.WriteError("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled"u8);
        else if (!isYes && !Ascii.EqualsIgnoreCase(request[2], "NO"u8))
            reply.WriteError(RedisErrors.Syntax);
        else if (isYes && !tracking.Options.IsOptIn)
            reply.WriteError("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."u8);
        else if (!isYes && !tracking.Options.IsOptOut)
            reply.WriteError("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."u8);
        else
        {
            tracking.IsCachingGiven = true;
            reply.WriteOk();
        }
    }

    /// <summary>CLIENT GETREDIR: the id of the connection that is told instead; 0 = none, -1 = does not track.</summary>
    public static void Redirection(TrackingState? tracking, RespWriter reply) => reply.WriteInteger(tracking?.Options.Redirect ?? -1);

    /// <summary>CLIENT TRACKINGINFO.</summary>
    public static void Describe(TrackingState? tracking, RespWriter reply)
    {
        var flags = Flags(tracking).ToList();
        reply.WriteMapHeader(3);
        reply.WriteBulkString("flags"u8);
        reply.WriteSetHeader(flags.Count);
        flags.ForEach(reply.WriteBulkString);
        reply.WriteBulkString("redirect"u8);
        Redirection(tracking, reply);
        reply.WriteBulkString("prefixes"u8);
        var prefixes = tracking?.Options.Prefixes ?? [];
        reply.WriteArrayHeader(prefixes.Count);
        foreach (var prefix in prefixes)
            reply.WriteBulkString(prefix);
    }

    private static IEnumerable<string> Flags(TrackingState? tracking)
    {
        yield return tracking is null ? "off" : "on";
        if (tracking is null)
            yield break;
        var options = tracking.Options;
        if (options.IsBroadcast)
            yield return "bcast";
        if (options.IsOptIn)
            yield return "optin";
        if (options.IsOptIn && tracking.IsCachingGiven)
            yield return "caching-yes";
        if (options.IsOptOut)
            yield return "optout";
        if (options.IsOptOut && tracking.IsCachingGiven)
            yield return "caching-no";
        if (options.SkipsOwn)
            yield return "noloop";
        if (tracking.IsRedirectBroken)
            yield return "broken_redirect";
    }
}
