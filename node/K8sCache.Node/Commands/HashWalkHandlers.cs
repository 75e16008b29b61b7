using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Fields of hashes bit by bit, and drawn at random.</summary>
internal static class HashWalkHandlers
{
    /// <summary>Most that is drawn with repeats: a reply of that many is all a client can want, and all a node can bear.</summary>
    public const int MaxRepeats = 10_000_000;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.HScan] = Scan,
        [CommandId.HRandField] = Random,
    };

    private static void Scan(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!CursorArgument.TryParse(request[2], out var cursor))
        {
            reply.WriteError(RedisErrors.InvalidCursor);
            return;
        }

        // Redis looks at the options only where there is something to scan.
        var kind = session.Engine.KindOf(request[1]);
        session.CountRead(kind == EntryKind.None ? EngineStatus.Missing : EngineStatus.Ok);
        if (kind is not (EntryKind.None or EntryKind.Hash))
        {
            reply.WriteError(ErrorTexts.WrongType);
            return;
        }

        var scan = default(ElementScan);
        if (kind != EntryKind.None && !ElementScan.TryParse(request, cursor, hasValues: true, reply, out scan))
            return;
        var found = new ScannedFields(scan);
        session.Engine.ReadHash(request[1], ref found);
        found.Elements.Write(reply, found.Next);
    }

    private static void Random(ClientSession session, in RespRequest request)
    {
        if (request.Count == 2)
        {
            ReadRandom(session, request[1], new RandomFieldsReply(session.Reply, session.Loop.Random));
            return;
        }

        var reply = session.Reply;
        if (!TryParseCount(request[2], reply, out var count))
            return;
        var withValues = request.Count == 4 && request[3].Is("WITHVALUES"u8);
        if (request.Count > 3 && !withValues)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (count < -MaxRepeats || (withValues && count is < -(long.MaxValue / 2) or > long.MaxValue / 2))
        {
            reply.WriteError(HashErrors.OutOfRange);
            return;
        }

        ReadRandom(session, request[1], new RandomFieldsReply(reply, session.Loop.Random)
        {
            HasCount = true,
            Count = (int)Math.Min(Math.Abs(count), int.MaxValue),
            MayRepeat = count < 0,
            WithValues = withValues,
        });
    }

    /// <summary>Any number but the smallest, whose sign cannot be turned round.</summary>
    public static bool TryParseCount(ReadOnlySpan<byte> text, RespWriter reply, out long count)
    {
        if (!RespNumber.TryParse(text, out count))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (count == long.MinValue)
            reply.WriteError(HashErrors.CountOutOfRange);
        else
            return true;
        return false;
    }

    private static void ReadRandom(ClientSession session, ReadOnlySpan<byte> key, RandomFieldsReply fields)
    {
        var status = session.Engine.ReadHash(key, ref fields);
        session.CountRead(status);
        ErrorTexts.TryWrite(session.Reply, status);
    }
}
