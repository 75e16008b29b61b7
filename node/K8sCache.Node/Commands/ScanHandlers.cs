using System.Buffers.Text;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>Walking the keys.</summary>
internal static class ScanHandlers
{
    private const int DefaultCount = 10;

    // More in one go would keep the loop's other clients waiting.
    private const int MaxCount = 10_000;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Scan] = Scan,
    };

    private static void Scan(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!Utf8Parser.TryParse(request[1], out ulong cursor, out var used) || used != request[1].Length)
        {
            reply.WriteError(RedisErrors.InvalidCursor);
            return;
        }

        if (!TryParseOptions(request, reply, out var pattern, out var kind, out var count))
            return;

        // In a cluster every key is told by one node only: its primary.
        var slots = session.View is { } view ? view.PrimarySlots : default;
        var keys = new ScannedKeys(pattern, kind, slots);
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
