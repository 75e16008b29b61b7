using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving;
using K8sCache.Storage;
using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Sets: one at a time.</summary>
internal static class SetHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SAdd] = Add,
        [CommandId.SRem] = Remove,
        [CommandId.SCard] = Count,
        [CommandId.SIsMember] = IsMember,
        [CommandId.SMIsMember] = AreMembers,
        [CommandId.SMembers] = Members,
        [CommandId.SPop] = Pop,
        [CommandId.SRandMember] = Random,
        [CommandId.SScan] = Scan,
    };

    private static void Add(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.SetAdd(request[1], new RequestFields(request, step: 1), out var added);
        AnswerChange(session, request[1], status, added);
    }

    private static void Remove(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.SetRemove(request[1], new RequestFields(request, step: 1), out var removed);
        AnswerChange(session, request[1], status, removed);
    }

    private static void AnswerChange(ClientSession session, ReadOnlySpan<byte> key, EngineStatus status, int changed)
    {
        if (ErrorTexts.TryWrite(session.Reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(key);
        session.Reply.WriteInteger(changed);
    }

    private static void Count(ClientSession session, in RespRequest request)
    {
        var count = default(MemberCount);
        if (TryRead(session, request[1], ref count))
            session.Reply.WriteInteger(count.Count);
    }

    private static void IsMember(ClientSession session, in RespRequest request)
    {
        var membership = new MembershipReply(session.Reply, new RequestFields(request, step: 1), isArray: false);
        TryRead(session, request[1], ref membership);
    }

    private static void AreMembers(ClientSession session, in RespRequest request)
    {
        var membership = new MembershipReply(session.Reply, new RequestFields(request, step: 1), isArray: true);
        TryRead(session, request[1], ref membership);
    }

    private static void Members(ClientSession session, in RespRequest request)
    {
        var members = new MembersReply(session.Reply, MembersHeader.Set);
        TryRead(session, request[1], ref members);
    }

    private static void Pop(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        long count = 1;
        if (request.Count > 3)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (request.Count == 3 && (!RespNumber.TryParse(request[2], out count) || count < 0))
        {
            reply.WriteError("ERR value is out of range, must be positive"u8);
            return;
        }

        var members = new MembersReply(reply, request.Count == 3 ? MembersHeader.Set : MembersHeader.None);
        var status = session.Engine.SetPop(
            request[1], (int)Math.Min(count, int.MaxValue), session.Loop.Random, ref members);
        if (status == EngineStatus.Missing)
            members.WriteNobody();
        else if (!ErrorTexts.TryWrite(reply, status) && status == EngineStatus.Ok)
            session.Wrote(request[1]);
    }

    private static void Random(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        long count = 1;
        if (request.Count > 3)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (request.Count == 3 && !HashWalkHandlers.TryParseCount(request[2], reply, out count))
            return;
        if (count < -HashWalkHandlers.MaxRepeats)
        {
            reply.WriteError(HashErrors.OutOfRange);
            return;
        }

        var members = new MembersReply(reply, request.Count == 3 ? MembersHeader.Array : MembersHeader.None)
        {
            DrawCount = (int)Math.Min(Math.Abs(count), int.MaxValue),
            MayRepeat = count < 0,
            Random = session.Loop.Random,
        };
        TryRead(session, request[1], ref members);
    }

    private static void Scan(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!CursorArgument.TryParse(request[2], out var cursor))
        {
            reply.WriteError(RedisErrors.InvalidCursor);
            return;
        }

        var kind = session.Engine.KindOf(request[1]);
        session.CountRead(kind == EntryKind.None ? EngineStatus.Missing : EngineStatus.Ok);
        if (kind is not (EntryKind.None or EntryKind.Set))
        {
            reply.WriteError(ErrorTexts.WrongType);
            return;
        }

        var scan = default(ElementScan);
        if (kind != EntryKind.None && !ElementScan.TryParse(request, cursor, hasValues: false, reply, out scan))
            return;
        var found = new ScannedMembers(scan);
        session.Engine.ReadSet(request[1], ref found);
        found.Elements.Write(reply, found.Next);
    }

    /// <summary>Reads a set, counting that; the error of one that is none is written.</summary>
    private static bool TryRead<TReader>(ClientSession session, ReadOnlySpan<byte> key, scoped ref TReader reader)
        where TReader : ISetReader, allows ref struct
    {
        var status = session.Engine.ReadSet(key, ref reader);
        session.CountRead(status);
        return !ErrorTexts.TryWrite(session.Reply, status);
    }
}
