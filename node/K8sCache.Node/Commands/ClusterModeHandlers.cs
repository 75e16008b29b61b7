using System.Text;
using K8sCache.Commands;
using K8sCache.Node.ClusterMode;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Topology;

namespace K8sCache.Node.Commands;

/// <summary>What clients of Redis Cluster ask a node that has a topology.</summary>
internal static class ClusterModeHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Cluster] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "cluster"),
        [CommandId.ClusterCountFailureReports] = InCluster(CountFailureReports),
        [CommandId.ClusterCountKeysInSlot] = InCluster(CountKeysInSlot),
        [CommandId.ClusterGetKeysInSlot] = InCluster(GetKeysInSlot),
        [CommandId.ClusterHelp] = InCluster(HelpReply.Of(CommandId.Cluster)),
        [CommandId.ClusterInfo] = InCluster((ClientSession session, in RespRequest request) =>
            WriteText(session, ClusterText.Info(LayoutOf(session)))),
        [CommandId.ClusterKeySlot] = InCluster((ClientSession session, in RespRequest request) =>
            session.Reply.WriteInteger(HashSlot.Of(request[2]))),
        // Links of the cluster bus, of which there is none.
        [CommandId.ClusterLinks] = InCluster((ClientSession session, in RespRequest request) => session.Reply.WriteArrayHeader(0)),
        [CommandId.ClusterMyId] = InCluster((ClientSession session, in RespRequest request) =>
            session.Reply.WriteBulkString(ClusterNodeId.Of(session.Node.Options.Name))),
        [CommandId.ClusterMyShardId] = InCluster(MyShardId),
        [CommandId.ClusterNodes] = InCluster((ClientSession session, in RespRequest request) =>
            WriteText(session, ClusterText.Nodes(LayoutOf(session), session.View!.Self))),
        [CommandId.ClusterReplicas] = InCluster(Replicas),
        [CommandId.ClusterShards] = InCluster((ClientSession session, in RespRequest request) =>
            ClusterReplies.WriteShards(LayoutOf(session), session.Reply)),
        [CommandId.ClusterSlaves] = InCluster(Replicas),
        [CommandId.ClusterSlots] = InCluster((ClientSession session, in RespRequest request) =>
            ClusterReplies.WriteSlots(LayoutOf(session), session.Reply)),
        // Never sent one way or the other: a slot's primary serves it until its successor does.
        [CommandId.Asking] = InCluster((ClientSession session, in RespRequest request) => session.Reply.WriteOk()),
        [CommandId.ReadOnly] = InCluster((ClientSession session, in RespRequest request) => SetReadsCopies(session, true)),
        [CommandId.ReadWrite] = InCluster((ClientSession session, in RespRequest request) => SetReadsCopies(session, false)),
    };

    private static CommandHandler InCluster(CommandHandler handler) => (ClientSession session, in RespRequest request) =>
    {
        if (session.View is null)
            session.Reply.WriteError(RedisErrors.ClusterDisabled);
        else
            handler(session, request);
    };

    private static ClusterLayout LayoutOf(ClientSession session) => new(session.View!.Topology);

    private static void WriteText(ClientSession session, string text) =>
        session.Reply.WriteVerbatimString("txt"u8, Encoding.UTF8.GetBytes(text));

    private static void SetReadsCopies(ClientSession session, bool reads)
    {
        session.ReadsCopies = reads;
        session.Reply.WriteOk();
    }

    private static void CountFailureReports(ClientSession session, in RespRequest request)
    {
        if (TryFindNode(session, request[2], LayoutOf(session), out _))
            session.Reply.WriteInteger(0);
    }

    private static void Replicas(ClientSession session, in RespRequest request)
    {
        var layout = LayoutOf(session);
        if (!TryFindNode(session, request[2], layout, out var master))
            return;
        if (layout.MasterOf(master) >= 0)
        {
            session.Reply.WriteError("ERR The specified node is not a master"u8);
            return;
        }

        var replicas = Enumerable.Range(0, layout.Nodes.Count).Where(node => layout.MasterOf(node) == master).ToList();
        session.Reply.WriteArrayHeader(replicas.Count);
        foreach (var replica in replicas)
            session.Reply.WriteBulkString(ClusterText.Line(layout, replica, session.View!.Self));
    }

    /// <summary>The id of the shard a node is counted to: its master's.</summary>
    private static void MyShardId(ClientSession session, in RespRequest request)
    {
        var layout = LayoutOf(session);
        var self = session.View!.Self;
        var master = self < 0 ? -1 : layout.MasterOf(self);
        session.Reply.WriteBulkString(ClusterNodeId.Of("shard of " + (master < 0 ? session.Node.Options.Name : layout.Nodes[master].Name)));
    }

    private static bool TryFindNode(ClientSession session, ReadOnlySpan<byte> id, ClusterLayout layout, out int node)
    {
        node = layout.IndexOf(id.Text());
        if (node < 0)
            session.Reply.WriteError(Encoding.Latin1.GetBytes($"ERR Unknown node {id.Text()}"));
        return node >= 0;
    }

    private static void CountKeysInSlot(ClientSession session, in RespRequest request)
    {
        if (!RespNumber.TryParse(request[2], out var slot))
            session.Reply.WriteError(RedisErrors.NotAnInteger);
        else if (slot is < 0 or >= HashSlot.Count)
            session.Reply.WriteError("ERR Invalid slot"u8);
        else
            session.Reply.WriteInteger(session.Engine.CountIn(Only((int)slot)));
    }

    private static void GetKeysInSlot(ClientSession session, in RespRequest request)
    {
        if (!RespNumber.TryParse(request[2], out var slot) || !RespNumber.TryParse(request[3], out var count))
        {
            session.Reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        if (slot is < 0 or >= HashSlot.Count || count < 0)
        {
            session.Reply.WriteError("ERR Invalid slot or number of keys"u8);
            return;
        }

        var keys = new KeysOfSlot((int)slot, count);
        var cursor = 0UL;
        if (session.Engine.CountIn(Only((int)slot)) > 0)
        {
            do
                cursor = session.Engine.Scan(cursor, KeysOfSlot.ChunkKeys, ref keys);
            while (cursor != 0 && !keys.IsFull);
        }

        keys.Write(session.Reply);
    }

    private static bool[] Only(int slot)
    {
        var slots = new bool[HashSlot.Count];
        slots[slot] = true;
        return slots;
    }

    private readonly struct KeysOfSlot(int slot, long count) : IKeyVisitor
    {
        public const int ChunkKeys = 1000;

        private readonly List<byte[]> _keys = [];

        public bool IsFull => _keys.Count >= count;

        public void Visit(scoped ReadOnlySpan<byte> key, EntryKind kind)
        {
            if (!IsFull && HashSlot.Of(key) == slot)
                _keys.Add(key.ToArray());
        }

        public void Write(RespWriter reply)
        {
            reply.WriteArrayHeader(_keys.Count);
            foreach (var key in _keys)
                reply.WriteBulkString(key);
        }
    }
}
