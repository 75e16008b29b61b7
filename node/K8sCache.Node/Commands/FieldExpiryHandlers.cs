using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Hashes;

namespace K8sCache.Node.Commands;

/// <summary>When single fields of hashes go: the HEXPIRE family of Redis 7.4.</summary>
internal static class FieldExpiryHandlers
{
    private const int Seconds = 1000;
    private const int Milliseconds = 1;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.HExpire] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "hexpire", Seconds, session.NowMs),
        [CommandId.HPExpire] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "hpexpire", Milliseconds, session.NowMs),
        [CommandId.HExpireAt] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "hexpireat", Seconds, 0),
        [CommandId.HPExpireAt] = (ClientSession session, in RespRequest request) =>
            Expire(session, request, "hpexpireat", Milliseconds, 0),
        [CommandId.HTtl] = (ClientSession session, in RespRequest request) =>
            Times(session, request, Seconds, session.NowMs),
        [CommandId.HPTtl] = (ClientSession session, in RespRequest request) =>
            Times(session, request, Milliseconds, session.NowMs),
        [CommandId.HExpireTime] = (ClientSession session, in RespRequest request) => Times(session, request, Seconds, 0),
        [CommandId.HPExpireTime] = (ClientSession session, in RespRequest request) =>
            Times(session, request, Milliseconds, 0),
        [CommandId.HPersist] = Persist,
    };

    private static void Expire(ClientSession session, in RespRequest request, string command, int unitMs, long baseMs)
    {
        var reply = session.Reply;
        if (IsOther(session, request[1])
            || !FieldArguments.TryParseTime(request[2], unitMs, baseMs, command, reply, out var expiresAtMs))
        {
            return;
        }

        var conditions = request[3] switch
        {
            var word when word.Is("NX"u8) => ExpireConditions.IfNoExpiry,
            var word when word.Is("XX"u8) => ExpireConditions.IfExpiry,
            var word when word.Is("GT"u8) => ExpireConditions.IfLater,
            var word when word.Is("LT"u8) => ExpireConditions.IfEarlier,
            _ => ExpireConditions.None,
        };
        var fieldsAt = conditions == ExpireConditions.None ? 3 : 4;
        if (!FieldArguments.TryParse(request, fieldsAt, HashErrors.FieldCountNotAboveZero, reply, out var fields))
            return;
        var outcomes = new FieldExpiryOutcome[fields.Count];
        Answer(session, request[1], session.Engine.HashExpire(request[1], fields, expiresAtMs, conditions, outcomes), outcomes);
    }

    private static void Persist(ClientSession session, in RespRequest request)
    {
        if (IsOther(session, request[1])
            || !FieldArguments.TryParse(request, 2, HashErrors.FieldCountNotPositive, session.Reply, out var fields))
        {
            return;
        }

        var outcomes = new FieldExpiryOutcome[fields.Count];
        Answer(session, request[1], session.Engine.HashPersist(request[1], fields, outcomes), outcomes);
    }

    private static void Answer(
        ClientSession session, ReadOnlySpan<byte> key, EngineStatus status, FieldExpiryOutcome[] outcomes)
    {
        var reply = session.Reply;
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(key);
        reply.WriteArrayHeader(outcomes.Length);
        foreach (var outcome in outcomes)
            reply.WriteInteger((int)outcome);
    }

    private static void Times(ClientSession session, in RespRequest request, int unitMs, long baseMs)
    {
        var reply = session.Reply;
        if (IsOther(session, request[1])
            || !FieldArguments.TryParse(request, 2, HashErrors.FieldCountNotPositive, reply, out var fields))
        {
            return;
        }

        var times = new FieldTimesReply(reply, fields, unitMs, baseMs);
        var status = session.Engine.ReadHash(request[1], ref times);
        session.CountRead(status);
        ErrorTexts.TryWrite(reply, status);
    }

    /// <summary>Redis looks at the key's type before it looks at what is asked.</summary>
    public static bool IsOther(ClientSession session, ReadOnlySpan<byte> key)
    {
        if (session.Engine.KindOf(key) is EntryKind.None or EntryKind.Hash)
            return false;
        session.Reply.WriteError(ErrorTexts.WrongType);
        return true;
    }
}
