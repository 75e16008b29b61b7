using System.Net;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Resp.Transport;
using K8sCache.Storage;

namespace K8sCache.Node.Replication;

/// <summary>
/// One loop's connection to one other node: pipelined, answered in order, opened again when it breaks, after which
/// everything not yet acknowledged is sent again as it is then.
/// </summary>
internal sealed class PeerLink : IConnectionHandler
{
    /// <summary>Messages a peer may be behind; past this new writes fail at once instead of filling memory.</summary>
    public const int MaxBehind = 100_000;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly Replicator _replicator;
    private readonly EndPoint _endPoint;
    private readonly Queue<PeerMessage> _unanswered = new();
    private readonly List<(PeerMessage Message, long Epoch)> _refused = [];
    private readonly List<PeerLink> _onlyThis;
    private Connection? _connection;
    private LoopTimer? _retry;
    private int _greetingReplies;
    private long _progressAt;
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

    public int BehindCount => _unanswered.Count + _refused.Count;

    /// <summary>Queues a message; its bytes follow through <see cref="SendState"/>. False = too far behind.</summary>
    public bool TryEnqueue(PeerMessage message)
    {
        if (BehindCount >= MaxBehind)
            return false;
        EnsureConnected();
        if (_unanswered.Count == 0)
            _progressAt = _replicator.Now;
        _unanswered.Enqueue(message);
        return true;
    }

    /// <summary>Writes a state for the message queued last; without a connection it is sent once there is one.</summary>
    public void SendState(long epoch, scoped in EntryState entry)
    {
        if (_connection is { IsOpen: true } connection)
            PeerProtocol.WriteApply(Writer(connection), epoch, entry);
    }

    public void SendFlush(PeerMessage message)
    {
        if (_connection is { IsOpen: true } connection)
            PeerProtocol.WriteFlush(Writer(connection), _replicator.Epoch, message.FlushClock, message.FlushRanges);
    }

    /// <summary>Under a new topology: who need not answer any more is not waited for, who was refused is decided anew.</summary>
    public void Apply(NodeView view, int node)
    {
        foreach (var message in _unanswered)
            Reconsider(message, view, node);
        var refused = _refused.ToArray();
        _refused.Clear();
        foreach (var (message, epoch) in refused)
            Refused(message, epoch);
    }

    /// <summary>Tells waiters past their deadline, and breaks a connection over which nothing was answered for as long.</summary>
    public void CheckDeadlines(long now, long bound, string error)
    {
        if (_unanswered.Count > 0 && now - _progressAt > bound)
            _connection?.Abort();
        foreach (var message in _unanswered)
        {
            if (message.Deadline > now)
                break;
            if (message.Waiter is not null)
                _replicator.TellLate(message, error);
        }

        for (var i = 0; i < _refused.Count; i++)
        {
            if (_refused[i].Message.Deadline <= now)
                _replicator.TellLate(_refused[i].Message, error);
        }

        _refused.RemoveAll(entry => entry.Message.Waiter is null);
    }

    /// <summary>The node left the topology.</summary>
    public void Close(NodeView view)
    {
        _isClosed = true;
        _retry?.Cancel();
        foreach (var message in _unanswered.Concat(_refused.Select(entry => entry.Message)))
            Replicator.Release(message, view);
        _unanswered.Clear();
        _refused.Clear();
        _connection?.Abort();
    }

    public void OnConnected(Connection connection)
    {
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        var consumed = 0;
        while (true)
        {
            var end = data[consumed..].IndexOf(RespLiterals.Crlf);
            if (end < 0)
                return consumed;
            OnReply(data.Slice(consumed, end));
            consumed += end + RespLiterals.Crlf.Length;
        }
    }

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (!ReferenceEquals(connection, _connection))
            return;
        _connection = null;
        if (_isClosed)
            return;
        _replicator.LinkBroke(this, reason);
        _retry = _replicator.Loop.Schedule(RetryDelay, static self => ((PeerLink)self!).Retry(), this);
    }

    private static RespWriter Writer(Connection connection) => new(connection.Output, RespVersion.Resp2);

    private void Retry()
    {
        _retry = null;
        if (_unanswered.Count > 0 && !_isClosed)
            EnsureConnected();
    }

    private void EnsureConnected()
    {
        if (_connection is not null || _retry is not null)
            return;
        _connection = _replicator.Loop.Connect(_endPoint, this, ConnectTimeout);
        _progressAt = _replicator.Now;
        var writer = Writer(_connection);
        _greetingReplies = 1;
        if (!_replicator.Password.IsEmpty)
        {
            PeerProtocol.WriteAuthenticate(writer, _replicator.Password);
            _greetingReplies++;
        }

        PeerProtocol.WritePeer(writer, _replicator.SelfName);
        for (var left = _unanswered.Count; left > 0; left--)
        {
            var message = _unanswered.Dequeue();
            if (message.IsObsolete)
                continue;
            SendAsPrimary(message);
        }
    }

    /// <summary>
    /// Sends it if it is still ours to send. A node that is no longer the slot's primary says nothing about it: it may
    /// have dropped the entry by now, and a copy behind with its topology would take that for the news.
    /// </summary>
    private void SendAsPrimary(PeerMessage message)
    {
        if (!_replicator.IsPrimaryOf(message))
        {
            _replicator.Release(message);
            return;
        }

        _unanswered.Enqueue(message);
        Send(message);
    }

    private void Send(PeerMessage message)
    {
        if (message.IsFlush)
            SendFlush(message);
        else
            _replicator.SendState(message.Key, _onlyThis);
    }

    private void OnReply(ReadOnlySpan<byte> line)
    {
        _progressAt = _replicator.Now;
        var prefix = line.IsEmpty ? default : (RespPrefix)line[0];
        if (_greetingReplies > 0)
        {
            _greetingReplies--;
            if (prefix == RespPrefix.SimpleError)
                throw new InvalidDataException($"{NodeName} refused the connection: {Latin1(line[1..])}");
            return;
        }

        if (!_unanswered.TryDequeue(out var message))
            throw new InvalidDataException($"{NodeName} answered what was not asked");
        switch (prefix)
        {
            case RespPrefix.SimpleString:
                _replicator.CountAcknowledged(message);
                message.Settle();
                return;
            case RespPrefix.Integer:
                OnYounger(message, line[1..]);
                return;
            case RespPrefix.SimpleError when PeerProtocol.TryReadRefusal(line[1..], out var epoch):
                Refused(message, epoch);
                return;
            case RespPrefix.SimpleError:
                _replicator.CountError();
                message.Fail($"ERR copy {NodeName} could not take the write: {Latin1(line[1..])}");
                return;
            default:
                throw new InvalidDataException($"{NodeName} sent what is no answer");
        }
    }

    /// <summary>The copy has a younger state. Where it is not ours either, ours must win as long as we are the primary.</summary>
    private void OnYounger(PeerMessage message, ReadOnlySpan<byte> clockText)
    {
        if (!PeerProtocol.TryReadUnsigned(clockText, out var clock))
            throw new InvalidDataException($"{NodeName} sent a clock that is none");
        if (message.IsFlush || (_replicator.IsPrimaryOf(message) && !_replicator.Supersede(message.Key, clock)))
            message.Settle();
        else
            SendAsPrimary(message);
    }

    /// <summary>The copy knows a topology with another primary: ours may be about to change, so wait for it.</summary>
    private void Refused(PeerMessage message, long epoch)
    {
        if (message.IsFlush)
        {
            // Its slots are those of the topology it was begun under.
            message.Fail("ERR the topology changed during the flush; try again");
        }
        else if (_replicator.Epoch < epoch)
        {
            _refused.Add((message, epoch));
        }
        else
        {
            EnsureConnected();
            SendAsPrimary(message);
        }
    }

    private static void Reconsider(PeerMessage message, NodeView view, int node)
    {
        if (message.IsFlush || view.RoleOf(message.Slot) != SlotRole.Primary || view.IsCopy(message.Slot, node))
            return;
        message.IsObsolete = true;
        message.Settle();
    }

    private static string Latin1(ReadOnlySpan<byte> text) => System.Text.Encoding.Latin1.GetString(text);
}
