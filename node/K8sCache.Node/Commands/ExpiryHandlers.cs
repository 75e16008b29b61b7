using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>When entries go.</summary>
internal static class ExpiryHandlers
{
    private const int MillisecondsPerSecond = 1000;
    private const int Never = -1;
    private const int NoSuchKey = -2;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Expire] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "expire", MillisecondsPerSecond, session.NowMs),
        [CommandId.PExpire] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "pexpire", 1, session.NowMs),
        [CommandId.ExpireAt] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "expireat", MillisecondsPerSecond, 0),
        [CommandId.PExpireAt] = (ClientSession session, in RespRequest request) => Expire(session, request, "pexpireat", 1, 0),
        [CommandId.ExpireTime] = (ClientSession session, in RespRequest request) =>
            TimeOfExpiry(session, request[1], MillisecondsPerSecond),
        [CommandId.PExpireTime] = (ClientSession session, in RespRequest request) => TimeOfExpiry(session, request[1], 1),
        [CommandId.Ttl] = (ClientSession session, in RespRequest request) =>
            TimeToLive(session, request[1], MillisecondsPerSecond),
        [CommandId.PTtl] = (ClientSession session, in RespRequest request) => TimeToLive(session, request[1], 1),
        [CommandId.Persist] = Persist,
    };

    private static void Expire(ClientSession session, in RespRequest request, string command, int unitMs, long fromMs)
    {
        var reply = session.Reply;
        if (!TryParseConditions(request, reply, out var conditions))
            return;
        if (!RespNumber.TryParse(request[2], out var amount))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        if (amount > long.MaxValue / unitMs || amount < long.MinValue / unitMs || amount * unitMs > long.MaxValue - fromMs)
        {
            ErrorTexts.WriteInvalidExpire(reply, command);
            return;
        }

        var status = session.Engine.SetExpiry(request[1], (amount * unitMs) + fromMs, conditions);
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static void Persist(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.Persist(request[1]);
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        session.Reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static void TimeToLive(ClientSession session, ReadOnlySpan<byte> key, int unitMs) =>
        Tell(session, key, unitMs, session.NowMs);

    private static void TimeOfExpiry(ClientSession session, ReadOnlySpan<byte> key, int unitMs) =>
        Tell(session, key, unitMs, 0);

    private static void Tell(ClientSession session, ReadOnlySpan<byte> key, int unitMs, long fromMs)
    {
        var status = session.Engine.GetExpiry(key, out var expiresAtMs);
        session.CountRead(status);
        if (status != EngineStatus.Ok)
            session.Reply.WriteInteger(NoSuchKey);
        else if (expiresAtMs == 0)
            session.Reply.WriteInteger(Never);
        else
            session.Reply.WriteInteger(Rounded(Math.Max(0, expiresAtMs - fromMs), unitMs));
    }

    /// <summary>To the nearest unit, as Redis does; no sum here may leave the range.</summary>
    private static long Rounded(long ms, int unitMs) => (ms / unitMs) + (((ms % unitMs) + (unitMs / 2)) / unitMs);

    private static bool TryParseConditions(in RespRequest request, RespWriter reply, out ExpireConditions conditions)
    {
        conditions = ExpireConditions.None;
        for (var i = 3; i < request.Count; i++)
        {
            var word = request[i];
            if (word.Is("NX"u8))
                conditions |= ExpireConditions.IfNoExpiry;
            else if (word.Is("XX"u8))
                conditions |= ExpireConditions.IfExpiry;
            else if (word.Is("GT"u8))
                conditions |= ExpireConditions.IfLater;
            else if (word.Is("LT"u8))
                conditions |= ExpireConditions.IfEarlier;
            else
            {
                reply.WriteError($"ERR Unsupported option {word.Text()}");
                return false;
            }
        }

        const ExpireConditions GreaterAndLess = ExpireConditions.IfLater | ExpireConditions.IfEarlier;
        if ((conditions & ExpireConditions.IfNoExpiry) != 0 && conditions != ExpireConditions.IfNoExpiry)
            reply.WriteError(ErrorTexts.IncompatibleExpireOptions);
        else if ((conditions & GreaterAndLess) == GreaterAndLess)
            reply.WriteError(ErrorTexts.GreaterAndLess);
        else
            return true;
        return false;
    }
}
