using K8sCache.Commands;
using K8sCache.Node.Replication;
using K8sCache.Node.Sessions;
using K8sCache.Node.Topologies;
using K8sCache.Node.Transfer;
using K8sCache.Resp;
using K8sCache.Serving.Info;
using K8sCache.Storage;
using K8sCache.Topology;

namespace K8sCache.Node.Commands;

/// <summary>What routers and other nodes say: see <see cref="PeerProtocol"/>.</summary>
internal static class ClusterHandlers
{
    private const int EpochArgument = 2;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.K8sCache] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "k8scache"),
        [CommandId.K8sCacheRouter] = Router,
        [CommandId.K8sCacheReport] = Report,
        [CommandId.K8sCachePeer] = Peer,
        [CommandId.K8sCacheApply] = Apply,
        [CommandId.K8sCacheStep] = Step,
        [CommandId.K8sCacheFlush] = Flush,
        [CommandId.K8sCacheFetch] = Fetch,
        [CommandId.K8sCacheTopology] = Topology,
    };

    private static void Router(ClientSession session, in RespRequest request)
    {
        session.IsRouter = true;
        session.Reply.WriteOk();
    }

    private static void Report(ClientSession session, in RespRequest request)
    {
        var isOn = request[2].Is("ON"u8);
        if (!isOn && !request[2].Is("OFF"u8))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        session.ReportsLoad = isOn;
        // Only routers ask for reports, and a router may read on any copy.
        session.IsRouter |= isOn;
        session.Reply.WriteOk();
    }

    private static void Topology(ClientSession session, in RespRequest request)
    {
        var snapshot = session.View?.Topology;
        TopologyReply.Write(request, snapshot?.Epoch ?? 0, snapshot is null ? default : snapshot.Json, session.Reply);
    }

    private static void Peer(ClientSession session, in RespRequest request)
    {
        if (!IsFromPeer(session))
            return;
        session.PeerName = request[2].Text();
        session.Reply.WriteOk();
    }

    private static void Apply(ClientSession session, in RespRequest request)
    {
        if (!IsFromPeer(session))
            return;
        if (request.Count < 6
            || !RespNumber.TryParse(request[EpochArgument], out var epoch)
            || !PeerProtocol.TryReadEntry(request[3], request[4], request[5], out var entry))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (session.View is null || AcceptsFrom(session, session.View, epoch, HashSlot.Of(entry.Key)))
            Answer(session, entry.Key, session.Engine.Merge(entry));
    }

    private static void Step(ClientSession session, in RespRequest request)
    {
        if (!IsFromPeer(session))
            return;
        if (request.Count < 6
            || !RespNumber.TryParse(request[EpochArgument], out var epoch)
            || !PeerProtocol.TryReadSteps(request[3], request[4], request[5], out var steps))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (session.View is null || AcceptsFrom(session, session.View, epoch, HashSlot.Of(steps.Key)))
            Answer(session, steps.Key, session.Engine.Advance(steps));
    }

    private static void Answer(ClientSession session, ReadOnlySpan<byte> key, EngineStatus status)
    {
        var reply = session.Reply;
        switch (status)
        {
            case EngineStatus.Ok:
                session.Merged(key);
                reply.WriteOk();
                return;
            case EngineStatus.Stale:
                reply.WriteInteger((long)session.Engine.ClockOf(key));
                return;
            case EngineStatus.OtherBase:
                reply.WriteSimpleString(PeerProtocol.StateWanted);
                return;
            case EngineStatus.OutOfMemory:
                reply.WriteError(ErrorTexts.OutOfMemory);
                return;
            default:
                reply.WriteError(RedisErrors.Syntax);
                return;
        }
    }

    private static void Flush(ClientSession session, in RespRequest request)
    {
        if (!IsFromPeer(session))
            return;
        var slots = new bool[HashSlot.Count];
        if (request.Count < 5
            || !RespNumber.TryParse(request[EpochArgument], out var epoch)
            || !PeerProtocol.TryReadUnsigned(request[3], out var clock)
            || !SlotRanges.TryParse(request[4], slots))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] && session.View is { } view && !AcceptsFrom(session, view, epoch, slot))
                return;
        }

        session.Engine.FlushSlots(slots, clock);
        session.Node.Changes.Flushed(session.Loop);
        session.Reply.WriteOk();
    }

    private static void Fetch(ClientSession session, in RespRequest request)
    {
        if (!IsFromPeer(session))
            return;
        var slots = new bool[HashSlot.Count];
        if (request.Count < 5
            || !RespNumber.TryParse(request[EpochArgument], out var epoch)
            || !SlotRanges.TryParse(request[3], slots)
            || !PeerProtocol.TryReadUnsigned(request[4], out var cursor))
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        // Only a primary that knows the asking copy is there sends it every write besides: what it hands out here and
        // those writes together are everything. Each of our loops has to know it: they all write.
        var view = session.View;
        if (view is null || view.IsLoading || !session.Node.FollowsSince(epoch) || !IsPrimaryOfAll(view, slots))
        {
            WriteRefusal(session, view);
            return;
        }

        FetchReply.Write(session, slots, cursor);
    }

    /// <summary>Epoch fencing: a sender that is not the primary, as far as we know better than it, is refused.</summary>
    private static bool AcceptsFrom(ClientSession session, NodeView view, long epoch, int slot)
    {
        if (view.Epoch < epoch || view.PrimaryOf(slot).Name == session.PeerName)
            return true;
        WriteRefusal(session, view);
        return false;
    }

    private static void WriteRefusal(ClientSession session, NodeView? view) =>
        session.Reply.WriteError(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"EPOCH {view?.Epoch ?? 0}"));

    private static bool IsPrimaryOfAll(NodeView view, bool[] slots)
    {
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] && view.RoleOf(slot) != SlotRole.Primary)
                return false;
        }

        return true;
    }

    private static bool IsFromPeer(ClientSession session)
    {
        if (!session.IsPeer)
            session.Reply.WriteError(ErrorTexts.NotForClients);
        return session.IsPeer;
    }
}
