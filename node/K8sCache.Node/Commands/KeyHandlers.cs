using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Keys, whatever they hold.</summary>
internal static class KeyHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Del] = Delete,
        [CommandId.Unlink] = Delete,
        [CommandId.Exists] = Exists,
        [CommandId.Touch] = Exists,
        [CommandId.Type] = KindOf,
    };

    /// <summary>The name TYPE answers and SCAN … TYPE takes.</summary>
    public static ReadOnlySpan<byte> NameOf(EntryKind kind) => kind switch
    {
        EntryKind.String => "string"u8,
        EntryKind.Hash => "hash"u8,
        EntryKind.Set => "set"u8,
        EntryKind.SortedSet => "zset"u8,
        EntryKind.List => "list"u8,
        EntryKind.None or EntryKind.Tombstone => "none"u8,
    };

    private static void Delete(ClientSession session, in RespRequest request)
    {
        var deleted = 0;
        for (var i = 1; i < request.Count; i++)
        {
            if (!session.Engine.Delete(request[i]))
                continue;
            deleted++;
            session.Wrote(request[i]);
        }

        session.Reply.WriteInteger(deleted);
    }

    private static void Exists(ClientSession session, in RespRequest request)
    {
        var found = 0;
        for (var i = 1; i < request.Count; i++)
        {
            var exists = session.Engine.Exists(request[i]);
            session.CountRead(exists ? EngineStatus.Ok : EngineStatus.Missing);
            found += exists ? 1 : 0;
        }

        session.Reply.WriteInteger(found);
    }

    private static void KindOf(ClientSession session, in RespRequest request) =>
        session.Reply.WriteSimpleString(NameOf(session.Engine.KindOf(request[1])));
}
