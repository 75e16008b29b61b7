using System.Text;
using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Router.Sessions;

namespace K8sCache.Router.Caching;

/// <summary>CLIENT TRACKING and what goes with it, in Redis's words; another client cannot be told instead (REDIRECT).</summary>
internal static class TrackingCommands
{
    private const int FirstOption = 3;

    /// <summary>Whether a command's reads are to be remembered for its client.</summary>
    public static bool Remembers(ClientSession session, CommandSpec command) =>
        session.Tracking is { RemembersNow: true } && session.Version == RespVersion.Resp3 && command.IsReadOnly && command.Keys.Any;

    /// <summary>Notes what a command reads or writes, before it is sent.</summary>
    public static void Note(ClientSession session, ClientTracking tracking, CommandSpec command, in RespRequest request)
    {
        if (Remembers(session, command))
        {
            foreach (var index in command.Keys.In(request))
                session.Loop.Tracking.Remember(session, request[index]);
        }
        else if (tracking.SkipsOwn && command.IsWrite)
        {
            foreach (var index in command.Keys.In(request))
                session.Loop.Tracking.ForgetReader(session, request[index]);
        }
    }

    public static void Execute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        switch (command.Id)
        {
            case CommandId.ClientTracking:
                Track(session, request, reply);
                break;
            case CommandId.ClientCaching:
                SetCaching(session, request, reply);
                break;
            case CommandId.ClientTrackingInfo:
                Describe(session, reply);
                break;
            case CommandId.ClientGetRedir:
            default:
                reply.WriteInteger(session.Tracking is null ? -1 : 0);
                break;
        }
    }

    private static void Track(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var wish = new ClientTracking();
        if (!TryParse(request, wish, reply))
            return;
        if (Ascii.EqualsIgnoreCase(request[2], "OFF"u8))
        {
            End(session);
            reply.WriteOk();
        }
        else if (!Ascii.EqualsIgnoreCase(request[2], "ON"u8))
        {
            reply.WriteError(RedisErrors.Syntax);
        }
        else if (ProblemOf(wish, session.Tracking) is { } problem)
        {
            reply.WriteError(problem);
        }
        else
        {
            wish.Prefixes.AddRange(session.Tracking?.Prefixes ?? []);
            if (wish is { IsBroadcast: true, Prefixes.Count: 0 })
                wish.Prefixes.Add([]);
            session.Tracking = wish;
            session.Loop.Tracking.Add(session);
            reply.WriteOk();
        }
    }

    public static void End(ClientSession session)
    {
        if (session.Tracking is null)
            return;
        session.Tracking = null;
        session.Loop.Tracking.Remove(session);
    }

    private static bool TryParse(in RespRequest request, ClientTracking wish, RespWriter reply)
    {
        for (var index = FirstOption; index < request.Count; index++)
        {
            var option = request[index];
            if (Ascii.EqualsIgnoreCase(option, "REDIRECT"u8) && index + 1 < request.Count)
            {
                reply.WriteError(ErrorTexts.NoRedirect);
                return false;
            }

            if (Ascii.EqualsIgnoreCase(option, "BCAST"u8))
                wish.IsBroadcast = true;
            else if (Ascii.EqualsIgnoreCase(option, "OPTIN"u8))
                wish.IsOptIn = true;
            else if (Ascii.EqualsIgnoreCase(option, "OPTOUT"u8))
                wish.IsOptOut = true;
            else if (Ascii.EqualsIgnoreCase(option, "NOLOOP"u8))
                wish.SkipsOwn = true;
            else if (Ascii.EqualsIgnoreCase(option, "PREFIX"u8) && index + 1 < request.Count)
                wish.Prefixes.Add(request[++index].ToArray());
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    private static string? ProblemOf(ClientTracking wish, ClientTracking? current)
    {
        if (!wish.IsBroadcast && wish.Prefixes.Count > 0)
            return "ERR PREFIX option requires BCAST mode to be enabled";
        if (current is not null && current.IsBroadcast != wish.IsBroadcast)
            return "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.";
        if (wish.IsBroadcast && (wish.IsOptIn || wish.IsOptOut))
            return "ERR OPTIN and OPTOUT are not compatible with BCAST";
        if (wish is { IsOptIn: true, IsOptOut: true })
            return "ERR You can't specify both OPTIN mode and OPTOUT mode";
        if (current is not null && ((wish.IsOptIn && current.IsOptOut) || (wish.IsOptOut && current.IsOptIn)))
            return "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.";
        return Overlap(wish.Prefixes, current?.Prefixes ?? []);
    }

    private static string? Overlap(List<byte[]> prefixes, List<byte[]> existing)
    {
        for (var index = 0; index < prefixes.Count; index++)
        {
            if (existing.Find(prefix => Overlaps(prefix, prefixes[index])) is { } old)
                return OverlapText(prefixes[index], "an existing", old);
            if (prefixes.FindIndex(index + 1, prefix => Overlaps(prefix, prefixes[index])) is >= 0 and var other)
                return OverlapText(prefixes[index], "another provided", prefixes[other]);
        }

        return null;
    }

    private static bool Overlaps(byte[] one, byte[] other) => one.AsSpan().StartsWith(other) || other.AsSpan().StartsWith(one);

    private static string OverlapText(byte[] one, string which, byte[] other) =>
        $"ERR Prefix '{Encoding.Latin1.GetString(one)}' overlaps with {which} prefix '{Encoding.Latin1.GetString(other)}'. "
        + "Prefixes for a single client must not overlap.";

    private static void SetCaching(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var isYes = Ascii.EqualsIgnoreCase(request[2], "YES"u8);
        if (session.Tracking is not { } tracking)
            reply.WriteError("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled"u8);
        else if (!isYes && !Ascii.EqualsIgnoreCase(request[2], "NO"u8))
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

    private static void Describe(ClientSession session, RespWriter reply)
    {
        var flags = new List<string> { session.Tracking is null ? "off" : "on" };
        if (session.Tracking is { } tracking)
        {
            if (tracking.IsBroadcast)
                flags.Add("bcast");
            if (tracking.IsOptIn)
                flags.AddRange(tracking.IsCachingGiven ? ["optin", "caching-yes"] : ["optin"]);
            if (tracking.IsOptOut)
                flags.AddRange(tracking.IsCachingGiven ? ["optout", "caching-no"] : ["optout"]);
            if (tracking.SkipsOwn)
                flags.Add("noloop");
        }

        reply.WriteMapHeader(3);
        reply.WriteBulkString("flags"u8);
        reply.WriteSetHeader(flags.Count);
        flags.ForEach(reply.WriteBulkString);
        reply.WriteBulkString("redirect"u8);
        reply.WriteInteger(session.Tracking is null ? -1 : 0);
        reply.WriteBulkString("prefixes"u8);
        var prefixes = session.Tracking?.Prefixes ?? [];
        reply.WriteArrayHeader(prefixes.Count);
        foreach (var prefix in prefixes)
            reply.WriteBulkString(prefix);
    }
}
