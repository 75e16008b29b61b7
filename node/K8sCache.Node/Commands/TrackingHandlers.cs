using System.Text;
using K8sCache.Node.Sessions;
using K8sCache.Node.Tracking;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT TRACKING, and what goes with it.</summary>
internal static class TrackingHandlers
{
    private const int FirstOption = 3;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ClientTracking] = Track,
        [CommandId.ClientTrackingInfo] = Describe,
        [CommandId.ClientCaching] = SetCaching,
        [CommandId.ClientGetRedir] = (ClientSession session, in RespRequest request) =>
            session.Reply.WriteInteger(session.Tracking?.Redirect ?? -1),
    };

    private static void Track(ClientSession session, in RespRequest request)
    {
        var wish = new TrackingWish();
        if (!TryParse(session, request, wish))
            return;
        if (request[2].Is("OFF"u8))
        {
            session.EndTracking();
            session.Reply.WriteOk();
        }
        else if (!request[2].Is("ON"u8))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
        }
        else if (wish.ProblemWith(session.Tracking) is { } problem)
        {
            session.Reply.WriteError(Encoding.Latin1.GetBytes("ERR " + problem));
        }
        else
        {
            session.Track(wish.Make(session));
            session.Reply.WriteOk();
        }
    }

    private static bool TryParse(ClientSession session, in RespRequest request, TrackingWish wish)
    {
        for (var i = FirstOption; i < request.Count; i++)
        {
            var option = request[i];
            var hasMore = i + 1 < request.Count;
            if (option.Is("REDIRECT"u8) && hasMore)
            {
                if (!TryRedirect(session, request[++i], wish))
                    return false;
            }
            else if (option.Is("BCAST"u8))
                wish.IsBroadcast = true;
            else if (option.Is("OPTIN"u8))
                wish.IsOptIn = true;
            else if (option.Is("OPTOUT"u8))
                wish.IsOptOut = true;
            else if (option.Is("NOLOOP"u8))
                wish.SkipsOwn = true;
            else if (option.Is("PREFIX"u8) && hasMore)
                wish.Prefixes.Add(request[++i].ToArray());
            else
            {
                session.Reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    private static bool TryRedirect(ClientSession session, ReadOnlySpan<byte> id, TrackingWish wish)
    {
        if (wish.Redirect != 0)
        {
            session.Reply.WriteError("ERR A client can only redirect to a single other client"u8);
            return false;
        }

        if (!RespNumber.TryParse(id, out var target))
        {
            session.Reply.WriteError(RedisErrors.NotAnInteger);
            return false;
        }

        wish.Redirect = target;
        if (session.Node.Clients.Find(target) is not { } other)
        {
            session.Reply.WriteError("ERR The client ID you want redirect to does not exist"u8);
            return false;
        }

        // Redis would send it a message of the channel __redis__:invalidate, if it had subscribed to that.
        if (other.Version != RespVersion.Resp3)
        {
            session.Reply.WriteError("ERR The client you want redirect to must speak RESP3: there are no channels here"u8);
            return false;
        }

        return true;
    }

    private static void SetCaching(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var isYes = request[2].Is("YES"u8);
        if (session.Tracking is not { } tracking)
            reply.WriteError("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled"u8);
        else if (!isYes && !request[2].Is("NO"u8))
            reply.WriteError(RedisErrors.Syntax);
        else if (isYes && !tracking.IsOptIn)
            reply.WriteError("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."u8);
        else if (!isYes && !tracking.IsOptOut)
            reply.WriteError("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."u8);
        else
        {
            tracking.IsCachingGiven = true;
            reply.WriteOk();
        }
    }

    private static void Describe(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var flags = Flags(session.Tracking).ToList();
        reply.WriteMapHeader(3);
        reply.WriteBulkString("flags"u8);
        reply.WriteSetHeader(flags.Count);
        foreach (var flag in flags)
            reply.WriteBulkString(flag);
        reply.WriteBulkString("redirect"u8);
        reply.WriteInteger(session.Tracking?.Redirect ?? -1);
        reply.WriteBulkString("prefixes"u8);
        var prefixes = session.Tracking?.Prefixes ?? [];
        reply.WriteArrayHeader(prefixes.Count);
        foreach (var prefix in prefixes)
            reply.WriteBulkString(prefix);
    }

    private static IEnumerable<string> Flags(ClientTracking? tracking)
    {
        yield return tracking is null ? "off" : "on";
        if (tracking is null)
            yield break;
        if (tracking.IsBroadcast)
            yield return "bcast";
        if (tracking.IsOptIn)
            yield return "optin";
        if (tracking.IsOptIn && tracking.IsCachingGiven)
            yield return "caching-yes";
        if (tracking.IsOptOut)
            yield return "optout";
        if (tracking.IsOptOut && tracking.IsCachingGiven)
            yield return "caching-no";
        if (tracking.SkipsOwn)
            yield return "noloop";
        if (tracking.IsRedirectBroken)
            yield return "broken_redirect";
    }
}
