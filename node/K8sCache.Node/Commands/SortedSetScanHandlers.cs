using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Walking the members of a sorted set.</summary>
internal static class SortedSetScanHandlers
{
    private const int DefaultCount = 10;

    // More in one go would keep the loop's other clients waiting.
    private const int MaxCount = 10_000;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ZScan] = Scan,
    };

    private static void Scan(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!CursorArgument.TryParse(request[2], out var cursor))
        {
            reply.WriteError(RedisErrors.InvalidCursor);
            return;
        }

        // Of a key that is not there or holds something else, that is said before the options are looked at.
        var kind = session.Engine.KindOf(request[1]);
        if (kind is not (EntryKind.SortedSet or EntryKind.None))
        {
            reply.WriteError(ErrorTexts.WrongType);
            return;
        }

        var pattern = default(ReadOnlySpan<byte>);
        var count = DefaultCount;
        if (kind != EntryKind.None && !TryParseOptions(request, reply, out pattern, out count))
            return;
        var elements = new ScannedElements(pattern);
        var status = session.Engine.SortedSetScan(request[1], ref cursor, count, ref elements, out var isSmall);
        session.CountRead(status);
        elements.Write(reply, cursor, isSmall);
    }

    private static bool TryParseOptions(
        scoped in RespRequest request, RespWriter reply, out ReadOnlySpan<byte> pattern, out int count)
    {
        pattern = default;
        count = DefaultCount;
        for (var i = 3; i < request.Count; i += 2)
        {
            var hasValue = i + 1 < request.Count;
            if (hasValue && request[i].Is("MATCH"u8))
            {
                pattern = request[i + 1];
                continue;
            }

            if (!hasValue || !request[i].Is("COUNT"u8))
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }

            if (!NumberArguments.TryParse(reply, request[i + 1], out var wanted))
                return false;
            if (wanted < 1)
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }

            count = (int)Math.Min(wanted, MaxCount);
        }

        return true;
    }
}
