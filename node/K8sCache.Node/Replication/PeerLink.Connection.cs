using System.Text;
using K8sCache.Resp;
using K8sCache.Transport;

namespace K8sCache.Node.Replication;

/// <summary>The link's connection, and what the peer answers over it.</summary>
internal sealed partial class PeerLink
{
    public void OnConnected(Connection connection)
    {
        _isConnected = true;
        SendUnsent();
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

    public void OnDrained(Connection connection) => SendUnsent();

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (!ReferenceEquals(connection, _connection))
            return;
        _connection = null;
        _isConnected = false;
        if (_isClosed)
            return;
        _wanted.Clear();
        _sent.Clear();
        if (_unanswered.Count > 0)
            TakeBackUnanswered();
        _replicator.LinkBroke(this, reason);
        _retry = _replicator.Loop.Schedule(RetryDelay, static self => ((PeerLink)self!).Retry(), this);
    }

    private void TakeBackUnanswered()
    {
        var sent = new Queue<PeerMessage>();
        foreach (var message in _unanswered)
        {
            if (message.IsObsolete)
                Leave(message);
            else
                sent.Enqueue(message);
        }

        _unanswered.Clear();
        _unsent.AddInFront(sent);
    }

    private void Retry()
    {
        _retry = null;
        if (_unsent.Count > 0 && !_isClosed)
            EnsureConnected();
    }

    private void EnsureConnected()
    {
        if (_connection is not null || _retry is not null)
            return;
        _connection = _replicator.Loop.Connect(_endPoint, this, ConnectTimeout, _replicator.Tls);
        _progressAt = _replicator.Now;
        _knowsSteps = true;
        var writer = Writer(_connection);
        _greetingReplies = 1;
        if (!_replicator.Password.IsEmpty)
        {
            PeerProtocol.WriteAuthenticate(writer, _replicator.Password);
            _greetingReplies++;
        }

        PeerProtocol.WritePeer(writer, _replicator.SelfName);
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
        ForgetWanted(message);
        switch (prefix)
        {
            case RespPrefix.SimpleString when message.WasSteps && line[1..].SequenceEqual(PeerProtocol.StateWanted):
                SendAsState(message);
                return;
            case RespPrefix.SimpleString:
                _replicator.CountAcknowledged(message);
                Settle(message);
                return;
            case RespPrefix.Integer:
                OnYounger(message, line[1..]);
                return;
            case RespPrefix.SimpleError:
                OnError(message, line[1..]);
                return;
            default:
                throw new InvalidDataException($"{NodeName} sent what is no answer");
        }
    }

    private void OnError(PeerMessage message, ReadOnlySpan<byte> error)
    {
        if (PeerProtocol.TryReadRefusal(error, out var epoch))
        {
            Refused(message, epoch);
        }
        else if (message.WasSteps && !error.StartsWith("OOM"u8))
        {
            // An older version, which does not know them.
            _knowsSteps = false;
            SendAsState(message);
        }
        else
        {
            _replicator.CountError();
            Leave(message);
            message.Fail($"ERR copy {NodeName} could not take the write: {Latin1(error)}");
        }
    }

    /// <summary>The copy needs the state. One that is under way already is younger, and will do for this one too.</summary>
    private void SendAsState(PeerMessage message)
    {
        if (message.IsObsolete)
        {
            Settle(message);
            return;
        }

        _replicator.CountStateWanted();
        message.NeedsState = true;
        if (_wanted.TryGetValue(message.Key, out var underWay) && !underWay.IsObsolete)
        {
            underWay.Join(message);
            return;
        }

        // Noted before: if it is not to be sent after all, that forgets it.
        _wanted[message.Key] = message;
        if (SendAgain(message) is var sent && sent != message)
            _wanted[message.Key] = sent;
    }

    /// <summary>It is under way no longer.</summary>
    private void ForgetWanted(PeerMessage message)
    {
        if (_wanted.Count > 0 && _wanted.TryGetValue(message.Key, out var wanted) && wanted == message)
            _wanted.Remove(message.Key);
    }

    /// <summary>The copy has a younger state. Where it is not ours either, ours must win as long as we are the primary.</summary>
    private void OnYounger(PeerMessage message, ReadOnlySpan<byte> clockText)
    {
        if (!PeerProtocol.TryReadUnsigned(clockText, out var clock))
            throw new InvalidDataException($"{NodeName} sent a clock that is none");
        if (message.IsFlush || (_replicator.IsPrimaryOf(message) && !_replicator.Supersede(message.Key, clock)))
            Settle(message);
        else
            SendAgain(message);
    }

    /// <summary>The copy knows a topology with another primary: ours may be about to change, so wait for it.</summary>
    private void Refused(PeerMessage message, long epoch)
    {
        if (message.IsFlush)
        {
            // Its slots are those of the topology it was begun under.
            Leave(message);
            message.Fail("ERR the topology changed during the flush; try again");
        }
        else if (_replicator.Epoch < epoch)
        {
            _refused.Add((message, epoch));
        }
        else
        {
            SendAgain(message);
        }
    }

    private void Settle(PeerMessage message)
    {
        Leave(message);
        message.Settle();
    }

    private static string Latin1(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text);
}
