using System.Globalization;
using K8sCache.Hosting.Metrics;
using K8sCache.Node.Serving;
using K8sCache.Node.Sessions;
using K8sCache.Node.Topologies;
using K8sCache.Storage;
using K8sCache.Topology;
using K8sCache.Transport;
using K8sCache.Transport.Tls;

namespace K8sCache.Node.Replication;

/// <summary>
/// Brings what one loop's sessions wrote to the other copies, by state: the primary runs a command and sends what came
/// of it, with its version. A write is answered when every copy of its slot has it.
/// </summary>
internal sealed class Replicator(LoopState loopState)
{
    private static readonly TimeSpan DeadlineCheckInterval = TimeSpan.FromMilliseconds(50);

    private readonly NodeContext _node = loopState.Node;
    private readonly Dictionary<string, PeerLink> _linksByName = new(StringComparer.Ordinal);
    private readonly List<PeerLink> _targets = [];
    private readonly long _acknowledgeTicks = (long)(
        loopState.Node.Options.AcknowledgeTimeout.TotalSeconds * loopState.Node.Time.TimestampFrequency);
    private PeerLink?[] _links = [];
    private Action<PeerMessage>? _countOne;
    private NodeView? _view;
    private LoopTimer? _deadlines;
    private long _acknowledgedTotal;
    private long _errorsTotal;
    private long _lateTotal;
    private long _stepsTotal;
    private long _statesWantedTotal;
    private long _pendingBytes;
    private int _behind;

    public EventLoop Loop => loopState.Loop;

    public long Epoch => _view?.Epoch ?? 0;

    /// <summary>When the loop's turn began: near enough for bounds of seconds, and free.</summary>
    public long Now => Loop.Timestamp;

    public string SelfName => _node.Options.Name;

    public ReadOnlySpan<byte> Password => _node.Password.Bytes;

    /// <summary>How connections to copies are encrypted; null = they are not.</summary>
    public TlsClient? Tls => _node.Tls?.ToNodes;

    /// <summary>Acknowledgements of copies: a write to three copies counts two.</summary>
    public long AcknowledgedTotal => Volatile.Read(ref _acknowledgedTotal);

    /// <summary>From a write to a copy's acknowledgement, to the loops' turns.</summary>
    public LatencyCounts Delays { get; } = new();

    public long ErrorsTotal => Volatile.Read(ref _errorsTotal);

    /// <summary>Writes whose client was told that a copy did not answer in time.</summary>
    public long LateTotal => Volatile.Read(ref _lateTotal);

    /// <summary>Messages no copy has acknowledged yet, as of the last check.</summary>
    public int Behind => Volatile.Read(ref _behind);

    /// <summary>Memory that what copies have not acknowledged takes, as of the last check.</summary>
    public long PendingBytes => Volatile.Read(ref _pendingBytes);

    /// <summary>Writes sent as steps, to each copy.</summary>
    public long StepsTotal => Volatile.Read(ref _stepsTotal);

    /// <summary>Steps a copy could do nothing with.</summary>
    public long StatesWantedTotal => Volatile.Read(ref _statesWantedTotal);

    public void CountSteps() => Volatile.Write(ref _stepsTotal, _stepsTotal + 1);

    public void CountStateWanted() => Volatile.Write(ref _statesWantedTotal, _statesWantedTotal + 1);

    public void CountError() => Volatile.Write(ref _errorsTotal, _errorsTotal + 1);

    public void CountAcknowledged(PeerMessage message) => message.VisitAll(_countOne ??= CountOneAcknowledged);

    private void CountOneAcknowledged(PeerMessage message)
    {
        Volatile.Write(ref _acknowledgedTotal, _acknowledgedTotal + 1);
        var sentAt = message.Deadline - _acknowledgeTicks;
        Delays.Add((long)_node.Time.GetElapsedTime(sentAt, Now).TotalNanoseconds, 1);
    }

    /// <summary>Sends a key's state to the other copies of its slot; the command waits for those who must answer.</summary>
    public void Replicate(NodeView view, ReadOnlySpan<byte> key, ref PendingWrite? pending, ClientSession session)
    {
        var slot = HashSlot.Of(key);
        var copies = view.Topology.Slots[slot];
        if (copies.Nodes.Length == 1)
            return;
        _targets.Clear();
        var keyCopy = key.ToArray();
        for (var position = 1; position < copies.Nodes.Length; position++)
        {
            if (copies.States[position] == CopyState.Leaving)
                continue;
            var node = copies.Nodes[position];
            var message = new PeerMessage { Key = keyCopy, Slot = slot, Deadline = NextDeadline() };
            if (Begin(view, node, message, ref pending, session) is { } link)
                _targets.Add(link);
        }

        Send(key, _targets);
        EnsureDeadlinesChecked();
    }

    public void ReplicateFlush(NodeView view, ulong upToClock, ref PendingWrite? pending, ClientSession session)
    {
        for (var node = 0; node < _links.Length; node++)
        {
            var slots = SharedSlots(view, node);
            if (node == view.Self || !slots.Contains(true))
                continue;
            var message = new PeerMessage
            {
                FlushClock = upToClock,
                FlushRanges = SlotRanges.Format(slots),
                Deadline = NextDeadline(),
            };
            Begin(view, node, message, ref pending, session)?.SendFlush(message);
        }

        EnsureDeadlinesChecked();
    }

    /// <summary>A new topology: links to nodes that left are closed, messages they need not have are let go.</summary>
    public void Apply(NodeView view)
    {
        _view = view;
        var nodes = view.Topology.Document.Nodes;
        var left = new HashSet<string>(_linksByName.Keys, StringComparer.Ordinal);
        _links = new PeerLink?[nodes.Count];
        for (var node = 0; node < nodes.Count; node++)
        {
            if (node == view.Self)
                continue;
            var address = PeerAddress.Of(nodes[node]);
            if (_linksByName.TryGetValue(nodes[node].Name, out var link) && link.Address == address)
            {
                left.Remove(link.NodeName);
                _links[node] = link;
                continue;
            }

            link?.Close(view);
            left.Remove(nodes[node].Name);
            link = new PeerLink(this, nodes[node].Name, address, NodeAddress.Parse(address));
            _linksByName[link.NodeName] = link;
            _links[node] = link;
        }

        foreach (var name in left)
        {
            _linksByName.Remove(name, out var gone);
            gone!.Close(view);
        }

        for (var node = 0; node < _links.Length; node++)
            _links[node]?.Apply(view, node);
    }

    /// <summary>Sends what takes each peer, whose message has begun, to the key's newest version.</summary>
    public void Send(ReadOnlySpan<byte> key, List<PeerLink> peers)
    {
        if (peers.Count == 0)
            return;
        var visitor = new ApplyToPeers(peers, Epoch);
        _node.Engine.SnapshotSteps(key, ref visitor);
    }

    public bool Supersede(ReadOnlySpan<byte> key, ulong clock) => _node.Engine.Supersede(key, clock);

    public bool IsPrimaryOf(PeerMessage message) =>
        message.IsFlush || _view?.RoleOf(message.Slot) == SlotRole.Primary;

    public void Release(PeerMessage message) => Release(message, _view!);

    /// <summary>
    /// A message that will not be acknowledged because the topology changed: a primary goes on without that copy; a
    /// deposed one sends the client to its successor, whose state wins.
    /// </summary>
    public static void Release(PeerMessage message, NodeView view)
    {
        if (message.IsFlush || view.RoleOf(message.Slot) == SlotRole.Primary)
            message.Settle();
        else
            message.Fail(SlotGate.MovedText(view, message.Slot));
    }

    public void TellLate(PeerMessage message, string error)
    {
        Volatile.Write(ref _lateTotal, _lateTotal + 1);
        if (_view is { } view && !IsPrimaryOf(message))
            Release(message, view);
        else
            message.FailOne(error);
    }

    public void LinkBroke(PeerLink link, Exception? reason)
    {
        CountError();
        Log.PeerLinkBroke(_node.Log, link.NodeName, link.Address, link.BehindCount, reason?.Message ?? "closed by the peer");
    }

    private PeerLink? Begin(
        NodeView view, int node, PeerMessage message, ref PendingWrite? pending, ClientSession session)
    {
        var topology = view.Topology.Document;
        // A node known to be down gets it when it is back; waiting for it would only fail the write.
        if (topology.Replication.Acknowledge == AcknowledgeMode.All && topology.Nodes[node].State != NodeState.Down)
        {
            pending ??= new PendingWrite(session);
            pending.WaitForOneMore();
            message.Waiter = pending;
        }

        var link = _links[node]!;
        return link.TryBegin(message) ? link : null;
    }

    private static bool[] SharedSlots(NodeView view, int node)
    {
        var slots = new bool[HashSlot.Count];
        for (var slot = 0; slot < slots.Length; slot++)
            slots[slot] = view.RoleOf(slot) == SlotRole.Primary && view.IsCopy(slot, node);
        return slots;
    }

    private long NextDeadline() => Now + _acknowledgeTicks;

    private void EnsureDeadlinesChecked() =>
        _deadlines ??= Loop.Schedule(DeadlineCheckInterval, static self => ((Replicator)self!).CheckDeadlines(), this);

    private void CheckDeadlines()
    {
        _deadlines = null;
        var bound = _node.Options.AcknowledgeTimeout.TotalMilliseconds;
        var behind = 0;
        long pendingBytes = 0;
        foreach (var link in _linksByName.Values)
        {
            if (link.BehindCount == 0)
                continue;
            link.CheckDeadlines(Now, _acknowledgeTicks, string.Create(
                CultureInfo.InvariantCulture, $"ERR copy {link.NodeName} did not acknowledge the write within {bound} ms"));
            behind += link.BehindCount;
            pendingBytes += link.PendingBytes;
        }

        Volatile.Write(ref _behind, behind);
        Volatile.Write(ref _pendingBytes, pendingBytes);
        if (behind > 0)
            EnsureDeadlinesChecked();
    }
}
