using System.Net;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Serving.Tracking;
using K8sCache.Storage;
using K8sCache.Transport;

namespace K8sCache.Node.Replication;

/// <summary>
/// One loop's connection to one other node: pipelined, answered in order, opened again when it breaks, after which
/// everything not yet acknowledged is sent again as it is then.
/// </summary>
/// <remarks>
/// Bounded in bytes: while the connection has more to send than its high-water mark, messages wait as keys, one a key, and
/// what each is sent is read when it is sent.
/// </remarks>
internal sealed partial class PeerLink : IConnectionHandler
{
    /// <summary>Messages a peer may be behind; past this new writes fail at once instead of filling memory.</summary>
    public const int MaxBehind = 100_000;

    /// <summary>Bytes of keys it may be behind.</summary>
    public const long MaxBehindKeyBytes = 64 << 20;

    /// <summary>Steps before the last one that go with it, where it is not known what the peer has.</summary>
    private const int RecentStepBytes = 512;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly Replicator _replicator;
    private readonly EndPoint _endPoint;
    private readonly UnsentMessages _unsent = new();
    private readonly List<(PeerMessage Message, long Epoch)> _refused = [];
    private readonly List<PeerLink> _onlyThis;
    private readonly SentVersions _sent = new();

    // States under way to a peer that could do nothing with steps: all other steps it answers so until then need no other.
    private readonly Dictionary<byte[], PeerMessage> _wanted = new(KeyComparer.Instance);
    private readonly Queue<PeerMessage> _unanswered = new();
    private Connection? _connection;
    private LoopTimer? _retry;

    // The message whose content is written next.
    private PeerMessage? _sending;
    private int _greetingReplies;
    private long _progressAt;
    private long _outputBytes;
    private bool _isConnected;
    private bool _knowsSteps;
    private bool _isClosed;

    public PeerLink(Replicator replicator, string nodeName, string address, EndPoint endPoint)
    {
        _replicator = replicator;
        NodeName = nodeName;
        Address = address;
        _endPoint = endPoint;
        _onlyThis = [this];
    }

    public string NodeName { get; }

    /// <summary>The text its end point was made of.</summary>
    public string Address { get; }

    /// <summary>Writes the peer has not acknowledged.</summary>
    public int BehindCount { get; private set; }

    /// <summary>Memory they take: their keys, and what the connection could not send yet.</summary>
    public long PendingBytes => BehindKeyBytes + (_connection?.PendingOutputBytes ?? 0);

    private long BehindKeyBytes { get; set; }

    private bool CanSend => _isConnected && _connection is { IsOpen: true, IsOutputBlocked: false };

    /// <summary>
    /// Takes a message over. True = it is sent now: its content must follow through <see cref="TrySendSteps"/>,
    /// <see cref="SendState"/> or <see cref="SendFlush"/>. False = later, or never: then it has failed.
    /// </summary>
    public bool TryBegin(PeerMessage message)
    {
        if (BehindCount >= MaxBehind || BehindKeyBytes + message.Key.Length > MaxBehindKeyBytes)
        {
            _replicator.CountError();
            message.Fail($"ERR copy {NodeName} is too far behind");
            return false;
        }

        BehindCount++;
        BehindKeyBytes += message.Key.Length;
        EnsureConnected();
        return TryQueue(message, out _);
    }

    /// <summary>Sends the message begun as steps, if that is possible.</summary>
    public bool TrySendSteps(long epoch, scoped in EntrySteps steps)
    {
        if (_sending is not { NeedsState: false } message || !_knowsSteps)
            return _sending is null;
        var isKnown = _sent.TryGet(steps.Key, out var version)
            ? steps.TryFrom(version, out var some)
            : steps.TryLast(RecentStepBytes, out some);
        if (!isKnown)
            return false;
        PeerProtocol.WriteSteps(Writer(_connection!), epoch, some);
        _sent.Note(steps.Key, steps.Version);
        message.WasSteps = true;
        _sending = null;
        _replicator.CountSteps();
        return true;
    }

    /// <summary>Sends the message begun as a state, if it is not sent already.</summary>
    public void SendState(long epoch, scoped in EntryState entry)
    {
        if (_sending is not { } message)
            return;
        PeerProtocol.WriteApply(Writer(_connection!), epoch, entry);
        if (entry.Payload.Length >= EntrySteps.MinStateBytes)
            _sent.Note(entry.Key, entry.Version);
        message.WasSteps = false;
        _sending = null;
    }

    public void SendFlush(PeerMessage message)
    {
        _sending = null;
        PeerProtocol.WriteFlush(Writer(_connection!), _replicator.Epoch, message.FlushClock, message.FlushRanges);
    }

    /// <summary>Under a new topology: who need not answer any more is not waited for, who was refused is decided anew.</summary>
    public void Apply(NodeView view, int node)
    {
        foreach (var message in _unanswered)
            Reconsider(message, view, node);
        foreach (var message in _unsent.All)
            Reconsider(message, view, node);
        DropObsolete();
        var refused = _refused.ToArray();
        _refused.Clear();
        foreach (var (message, epoch) in refused)
            Refused(message, epoch);
    }

    /// <summary>Tells waiters past their deadline, and breaks a connection over which nothing moved for as long.</summary>
    public void CheckDeadlines(long now, long bound, string error)
    {
        var output = _connection?.PendingOutputBytes ?? 0;
        if (output < _outputBytes)
            _progressAt = now;
        _outputBytes = output;
        if (_unanswered.Count > 0 && now - _progressAt > bound)
            _connection?.Abort();
        Action<PeerMessage> tell = message => _replicator.TellLate(message, error);
        foreach (var message in _unanswered)
            message.VisitLate(now, tell);
        foreach (var message in _unsent.All)
            message.VisitLate(now, tell);
        foreach (var (message, _) in _refused)
            message.VisitLate(now, tell);
        foreach (var (message, _) in _refused.FindAll(entry => entry.Message.IsForgotten))
            Leave(message);
        _refused.RemoveAll(entry => entry.Message.IsForgotten);
    }

    /// <summary>The node left the topology.</summary>
    public void Close(NodeView view)
    {
        _isClosed = true;
        _retry?.Cancel();
        PeerMessage[] left = [.. _unanswered, .. _unsent.All, .. _refused.Select(entry => entry.Message)];
        _unanswered.Clear();
        _unsent.Clear();
        _refused.Clear();
        BehindCount = 0;
        BehindKeyBytes = 0;
        foreach (var message in left)
            Replicator.Release(message, view);
        _connection?.Abort();
    }

    private static RespWriter Writer(Connection connection) => new(connection.Output, RespVersion.Resp2);

    private static void Reconsider(PeerMessage message, NodeView view, int node)
    {
        if (message.IsFlush || view.RoleOf(message.Slot) != SlotRole.Primary || view.IsCopy(message.Slot, node))
            return;
        message.IsObsolete = true;
        message.Settle();
    }

    /// <summary>True = the message is the one to send now; else another may be sent for it as well.</summary>
    private bool TryQueue(PeerMessage message, out PeerMessage queued)
    {
        queued = message;
        var isNow = CanSend && _unsent.Count == 0;
        if (isNow)
            Begin(message);
        else
            queued = _unsent.Add(message);
        return isNow;
    }

    private void Begin(PeerMessage message)
    {
        if (_unanswered.Count == 0)
            _progressAt = _replicator.Now;
        _unanswered.Enqueue(message);
        _sending = message;
    }

    /// <summary>Sends what waits, as much as the connection takes.</summary>
    private void SendUnsent()
    {
        while (CanSend && _unsent.TryTake(out var message))
        {
            // A node that is no longer the slot's primary says nothing about it: it may have dropped the entry by now,
            // and a copy behind with its topology would take that for the news.
            if (_replicator.IsPrimaryOf(message))
            {
                Begin(message);
                SendContent(message);
            }
            else
            {
                Leave(message);
                _replicator.Release(message);
            }
        }
    }

    /// <summary>Sends it once more, as it is now, if it is still ours to send. Returns the message that is sent for it.</summary>
    private PeerMessage SendAgain(PeerMessage message)
    {
        EnsureConnected();
        var queued = message;
        if (!_replicator.IsPrimaryOf(message))
        {
            Leave(message);
            _replicator.Release(message);
        }
        else if (TryQueue(message, out queued))
        {
            SendContent(message);
        }

        return queued;
    }

    private void SendContent(PeerMessage message)
    {
        if (message.IsFlush)
            SendFlush(message);
        else
            _replicator.Send(message.Key, _onlyThis);
    }

    private void DropObsolete()
    {
        for (var left = _unsent.Count; left > 0 && _unsent.TryTake(out var message); left--)
        {
            if (message.IsObsolete)
                Leave(message);
            else
                _unsent.Add(message);
        }
    }

    /// <summary>The peer need not be told it any more.</summary>
    private void Leave(PeerMessage message)
    {
        ForgetWanted(message);
        BehindCount -= message.Count;
        BehindKeyBytes -= (long)message.Count * message.Key.Length;
    }
}
