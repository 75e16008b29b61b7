using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Several sets at once, all in one slot.</summary>
internal static class SetAlgebraHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SInter] = (ClientSession session, in RespRequest request) =>
            Answer(session, request, SetCombination.Intersection),
        [CommandId.SUnion] = (ClientSession session, in RespRequest request) => Answer(session, request, SetCombination.Union),
        [CommandId.SDiff] = (ClientSession session, in RespRequest request) =>
            Answer(session, request, SetCombination.Difference),
        [CommandId.SInterStore] = (ClientSession session, in RespRequest request) =>
            Store(session, request, SetCombination.Intersection),
        [CommandId.SUnionStore] = (ClientSession session, in RespRequest request) =>
            Store(session, request, SetCombination.Union),
        [CommandId.SDiffStore] = (ClientSession session, in RespRequest request) =>
            Store(session, request, SetCombination.Difference),
        [CommandId.SInterCard] = CountCommon,
        [CommandId.SMove] = Move,
    };

    private static void Answer(ClientSession session, in RespRequest request, SetCombination operation)
    {
        var reply = session.Reply;
        var keys = new RequestFields(request, step: 1, first: 1, request.Count - 1);
        if (ErrorTexts.TryWrite(reply, session.Engine.Combine(operation, keys, int.MaxValue, out var members)))
            return;
        reply.WriteSetHeader(members.Count);
        foreach (var member in members)
            reply.WriteBulkString(member);
    }

    private static void Store(ClientSession session, in RespRequest request, SetCombination operation)
    {
        var reply = session.Reply;
        var keys = new RequestFields(request, step: 1);
        if (ErrorTexts.TryWrite(reply, session.Engine.Combine(operation, keys, int.MaxValue, out var members)))
            return;
        var status = session.Engine.SetReplace(request[1], members);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(members.Count);
    }

    private static void CountCommon(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[1], out var keyCount) || keyCount < 1)
        {
            reply.WriteError("ERR numkeys should be greater than 0"u8);
            return;
        }

        if (keyCount > request.Count - 2)
        {
            reply.WriteError("ERR Number of keys can't be greater than number of args"u8);
            return;
        }

        long limit = 0;
        for (var i = 2 + (int)keyCount; i < request.Count; i += 2)
        {
            if (!request[i].Is("LIMIT"u8) || i + 1 >= request.Count)
            {
                reply.WriteError(RedisErrors.Syntax);
                return;
            }

            if (!RespNumber.TryParse(request[i + 1], out limit) || limit < 0)
            {
                reply.WriteError("ERR LIMIT can't be negative"u8);
                return;
            }
        }

        var most = limit is 0 or > int.MaxValue ? int.MaxValue : (int)limit;
        var keys = new RequestFields(request, step: 1, first: 2, (int)keyCount);
        var status = session.Engine.Combine(SetCombination.Intersection, keys, most, out var members);
        if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteInteger(members.Count);
    }

    private static void Move(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var engine = session.Engine;
        var source = request[1];
        var target = request[2];
        var member = new RequestFields(request, step: 1, first: 3, count: 1);
        var sourceKind = engine.KindOf(source);
        if (sourceKind == EntryKind.None)
        {
            reply.WriteInteger(0);
            return;
        }

        if (sourceKind != EntryKind.Set || engine.KindOf(target) is not (EntryKind.Set or EntryKind.None))
        {
            reply.WriteError(ErrorTexts.WrongType);
            return;
        }

        var membership = new MembershipTest(member.Field(0));
        engine.ReadSet(source, ref membership);
        if (!membership.IsMember || source.SequenceEqual(target))
        {
            reply.WriteInteger(membership.IsMember ? 1 : 0);
            return;
        }

        // Added first: should there be no memory for it, it has not left yet.
        var status = engine.SetAdd(target, member, out _);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (engine.SetRemove(source, member, out _) == EngineStatus.Ok)
            session.Wrote(source);
        if (status == EngineStatus.Ok)
            session.Wrote(target);
        reply.WriteInteger(1);
    }
}
