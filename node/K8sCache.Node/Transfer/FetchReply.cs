using System.Buffers;
using System.Globalization;
using K8sCache.Node.Replication;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Transfer;

/// <summary>One chunk of the wanted slots' entries, with the cursor to go on from.</summary>
internal static class FetchReply
{
    /// <summary>About this much a chunk: a fraction of a millisecond of the loop's time.</summary>
    public const int ChunkBytes = 256 * 1024;

    /// <summary>Elements of the reply an entry takes.</summary>
    public const int ElementsPerEntry = 3;

    public static void Write(ClientSession session, bool[] slots, ulong cursor)
    {
        var entries = new ArrayBufferWriter<byte>(ChunkBytes);
        var visitor = new EntryCollector(new RespWriter(entries, RespVersion.Resp2));
        cursor = session.Engine.VisitSlots(cursor, slots, ChunkBytes, ref visitor);
        var reply = session.Reply;
        reply.WriteArrayHeader(1 + (visitor.Count * ElementsPerEntry));
        reply.WriteBulkString(cursor.ToString(CultureInfo.InvariantCulture));
        reply.WriteRaw(entries.WrittenSpan);
    }

    private struct EntryCollector(RespWriter writer) : IEntryVisitor
    {
        public int Count { get; private set; }

        public void Visit(scoped in EntryState entry)
        {
            PeerProtocol.WriteEntry(writer, entry);
            Count++;
        }
    }
}
