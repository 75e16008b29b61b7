using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Walking the keys.</summary>
internal static class ScanHandlers
{
    private const int DefaultCount = 10;

    // More in one go would keep the loop's other clients waiting.
    private const int MaxCount = 10_000;

    private const int RandomKeyChoice = 64;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Scan] = Scan,
        [CommandId.Keys] = Keys,
        [CommandId.RandomKey] = AnyKey,
    };

    private static void Keys(ClientSession session, in RespRequest request)
    {
        var keys = new ScannedKeys(request[1], default, SlotsOf(session));
        ulong cursor = 0;
        do
        {
            cursor = session.Engine.Scan(cursor, MaxCount, ref keys);
        }
        while (cursor != 0);
        keys.Write(session.Reply);
    }

    /// <summary>One of the keys behind a random place in the table: all are alike where there are only some.</summary>
    private static void AnyKey(ClientSession session, in RespRequest request)
    {
        var keys = new ScannedKeys(default, default, SlotsOf(session));
        var start = session.Engine.CursorAt((uint)session.Loop.Random.Next());
        for (var cursor = start; keys.Count < RandomKeyChoice;)
        {
            cursor = session.Engine.Scan(cursor, RandomKeyChoice, ref keys);
            if (cursor != 0)
                continue;
            // Around once, so that all keys have the same chance where there are few.
            if (start == 0)
                break;
            start = 0;
            keys.Clear();
        }

        if (keys.Count == 0)
            session.Reply.WriteNull();
        else
            session.Reply.WriteBulkString(keys[session.Loop.Random.Next(keys.Count)]);
    }

    // In a cluster every key is told by one node only: its primary.
    private static ReadOnlySpan<bool> SlotsOf(ClientSession session) =>
        session.View is { } view ? view.PrimarySlots : default;

    private static void Scan(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!CursorArgument.TryParse(request[1], out var cursor))
        {
            reply.WriteError(RedisErrors.InvalidCursor);
            return;
        }

        if (!TryParseOptions(request, reply, out var pattern, out var kind, out var count))
            return;

        var keys = new ScannedKeys(pattern, kind, SlotsOf(session));
        cursor = session.Engine.Scan(cursor, count, ref keys);
        reply.WriteArrayHeader(2);
        reply.WriteBulkString(cursor.ToString(System.Globalization.CultureInfo.InvariantCulture));
        keys.Write(reply);
    }

    private static bool TryParseOptions(
        in RespRequest request, RespWriter reply, out ReadOnlySpan<byte> pattern, out ReadOnlySpan<byte> kind, out int count)
    {
        pattern = default;
        kind = default;
        count = DefaultCount;
        for (var i = 2; i < request.Count; i += 2)
        {
            var word = request[i];
            var hasValue = i + 1 < request.Count;
            if (hasValue && word.Is("COUNT"u8))
            {
                if (!RespNumber.TryParse(request[i + 1], out var wanted))
                {
                    reply.WriteError(RedisErrors.NotAnInteger);
                    return false;
                }

                if (wanted < 1)
                {
                    reply.WriteError(RedisErrors.Syntax);
                    return false;
                }

                count = (int)Math.Min(wanted, MaxCount);
            }
            else if (hasValue && word.Is("MATCH"u8))
            {
                pattern = request[i + 1];
            }
            else if (hasValue && word.Is("TYPE"u8))
            {
                kind = request[i + 1];
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }
}
