using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Hashes;

namespace K8sCache.Node.Commands;

/// <summary>Reads or writes of fields that remove them or change their expiry on the way: Redis 8.0's.</summary>
internal static class FieldExchangeHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.HGetDel] = GetAndDelete,
        [CommandId.HGetExpire] = GetAndExpire,
        [CommandId.HSetExpire] = SetAndExpire,
    };

    private static void GetAndDelete(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (FieldExpiryHandlers.IsOther(session, request[1])
            || !FieldArguments.TryParse(request, 2, HashErrors.FieldCountNotPositive, reply, out var fields))
        {
            return;
        }

        var values = new FieldLookupReply(reply, fields.Count);
        var status = session.Engine.HashDelete(request[1], fields, ref values, out var removed);
        if (status == EngineStatus.Missing)
            values.WriteAllMissing();
        else if (!ErrorTexts.TryWrite(reply, status) && removed > 0)
            session.Wrote(request[1]);
    }

    private static void GetAndExpire(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (FieldExpiryHandlers.IsOther(session, request[1]))
            return;
        var fieldsAt = 2;
        long expiresAtMs = 0;
        var persist = request[2].Is("PERSIST"u8);
        var expire = FieldArguments.IsTimeOption(request[2], session.NowMs, out var unitMs, out var baseMs);
        if (expire && !FieldArguments.TryParseTime(request[3], unitMs, baseMs, "hgetex", reply, out expiresAtMs))
            return;
        fieldsAt += expire ? 2 : persist ? 1 : 0;
        if (!FieldArguments.TryParse(request, fieldsAt, HashErrors.FieldCountNotPositive, reply, out var fields))
            return;

        var values = new FieldLookupReply(reply, fields.Count);
        var outcomes = new FieldExpiryOutcome[fields.Count];
        var status = expire
            ? session.Engine.HashExpire(request[1], fields, expiresAtMs, ExpireConditions.None, outcomes, ref values)
            : persist ? session.Engine.HashPersist(request[1], fields, outcomes, ref values)
            : session.Engine.HashGet(request[1], fields, ref values);
        if (!ErrorTexts.TryWrite(reply, status) && (expire || persist) && status == EngineStatus.Ok)
            session.Wrote(request[1]);
    }

    private static void SetAndExpire(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!TryParseWrite(session, request, out var options, out var fields))
            return;
        var status = session.Engine.HashSet(request[1], fields, options, out _);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static bool TryParseWrite(
        ClientSession session, RespRequest request, out HashWriteOptions options, out RequestFields fields)
    {
        var reply = session.Reply;
        options = default;
        fields = default;
        var hasExpiry = false;
        for (var i = 2; i < request.Count; i++)
        {
            var word = request[i];
            var isTime = FieldArguments.IsTimeOption(word, session.NowMs, out var unitMs, out var baseMs);
            if (word.Is("FIELDS"u8))
                return TryParsePairs(request, i, reply, out fields);
            if (isTime || word.Is("KEEPTTL"u8))
            {
                if (hasExpiry)
                    return Refuse(reply, HashErrors.SeveralExpiries);
                hasExpiry = true;
                options = options with { KeepExpiry = !isTime };
                if (!isTime)
                    continue;
                if (++i >= request.Count)
                    return Refuse(reply, HashErrors.MissingExpire);
                if (!FieldArguments.TryParseTime(request[i], unitMs, baseMs, "hsetex", reply, out var timeMs))
                    return false;
                // 0 would say "never"; asked for as a time it is just long past.
                options = options with { ExpiresAtMs = Math.Max(1, timeMs) };
            }
            else if (word.Is("FNX"u8) || word.Is("FXX"u8))
            {
                if (options.Condition != FieldCondition.None)
                    return Refuse(reply, HashErrors.SeveralConditions);
                options = options with
                {
                    Condition = word.Is("FNX"u8) ? FieldCondition.NoneExists : FieldCondition.AllExist,
                };
            }
            else
            {
                reply.WriteError($"ERR unknown argument: {word.Text()}");
                return false;
            }
        }

        // Redis has no words for this: it takes FIELDS to be there.
        ErrorTexts.WriteWrongArity(reply, "hsetex");
        return false;
    }

    private static bool TryParsePairs(RespRequest request, int at, RespWriter reply, out RequestFields fields)
    {
        fields = default;
        var rest = request.Count - at - 2;
        if (rest >= 2 && (!RespNumber.TryParse(request[at + 1], out var count) || count is < 1 or > int.MaxValue))
            return Refuse(reply, HashErrors.InvalidFieldCount);
        if (rest < 2 || rest % 2 != 0 || !RespNumber.TryParse(request[at + 1], out count) || count != rest / 2)
        {
            ErrorTexts.WriteWrongArity(reply, "hsetex");
            return false;
        }

        fields = new RequestFields(request, step: 2, at + 2, (int)count);
        return true;
    }

    private static bool Refuse(RespWriter reply, ReadOnlySpan<byte> error)
    {
        reply.WriteError(error);
        return false;
    }
}
