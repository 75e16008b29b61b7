using K8sCache.Node.Serving;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Tracking;

/// <summary>
/// What changed in one loop's turn, told to the clients that may have cached it when its batches have run: behind the
/// replies to the writers, and never within a transaction's reply.
/// </summary>
internal sealed class LoopInvalidations(LoopState loop)
{
    private readonly List<(byte[] Key, ClientTracking? Writer)> _changed = [];
    private readonly List<TrackedKey> _forgotten = [];

    /// <summary>Messages for clients of other loops, by loop.</summary>
    private readonly List<(ClientTracking To, byte[][]? Keys)>?[] _outbound =
        new List<(ClientTracking, byte[][]?)>?[loop.Node.Options.Threads];
    private bool _isFlushed;
    private bool _isPosted;
    private long _sentTotal;

    /// <summary>Messages sent to clients of this loop.</summary>
    public long SentTotal => Volatile.Read(ref _sentTotal);

    private TrackingTable Table => loop.Node.Changes.Table;

    public void Add(byte[] key, ClientTracking? writer)
    {
        _changed.Add((key, writer));
        PassLater();
    }

    /// <summary>A key was forgotten for want of room: its clients are told.</summary>
    public void AddForgotten(TrackedKey tracked)
    {
        _forgotten.Add(tracked);
        PassLater();
    }

    public void AddFlush()
    {
        _isFlushed = true;
        PassLater();
    }

    public void AddLostSlots(bool[] slots)
    {
        _forgotten.AddRange(Table.TakeSlots(slots));
        // Which keys of those slots these have is not known.
        foreach (var client in Table.Broadcasting())
            Send(client, null);
        PassLater();
    }

    private void PassLater()
    {
        if (_isPosted)
            return;
        _isPosted = true;
        loop.Loop.Post(static self => ((LoopInvalidations)self!).Pass(), this);
    }

    private void Pass()
    {
        _isPosted = false;
        foreach (var tracked in _forgotten)
            SendToReaders(tracked, null);
        foreach (var (key, writer) in _changed)
        {
            if (Table.Take(key) is { } tracked)
                SendToReaders(tracked, writer);
        }

        Broadcast();
        if (_isFlushed)
            Table.TakeAll().ForEach(client => Send(client, null));
        _changed.Clear();
        _forgotten.Clear();
        _isFlushed = false;
        PostOutbound();
    }

    private void SendToReaders(TrackedKey tracked, ClientTracking? writer)
    {
        foreach (var client in tracked.Clients)
        {
            if (!(client.SkipsOwn && client == writer))
                Send(client, [tracked.Key]);
        }
    }

    private void Broadcast()
    {
        if (_changed.Count == 0)
            return;
        foreach (var client in Table.Broadcasting())
        {
            foreach (var prefix in client.Prefixes)
            {
                var keys = _changed
                    .Where(change => change.Key.AsSpan().StartsWith(prefix) && !(client.SkipsOwn && change.Writer == client))
                    .Select(change => change.Key).Distinct(KeyComparer.Instance).ToArray();
                if (keys.Length > 0)
                    Send(client, keys);
            }
        }
    }

    private void Send(ClientTracking client, byte[][]? keys)
    {
        if (client.Session is not { } own)
            return;
        // Where there is none to tell, it is the client that is told so.
        var target = client.Redirect == 0 ? own : loop.Node.Clients.Find(client.Redirect) ?? own;
        Queue(target.Loop, client, keys);
    }

    private void Queue(LoopState to, ClientTracking client, byte[][]? keys)
    {
        if (to == loop)
            Deliver(client, keys);
        else
            (_outbound[to.Loop.Index] ??= []).Add((client, keys));
    }

    private void PostOutbound()
    {
        for (var index = 0; index < _outbound.Length; index++)
        {
            if (_outbound[index] is not { } messages)
                continue;
            _outbound[index] = null;
            var other = loop.Node.Loops[index];
            other.Loop.Post(_ => messages.ForEach(message => other.Invalidations.Deliver(message.To, message.Keys)), null);
        }
    }

    /// <summary>On the loop of the connection that is told.</summary>
    private void Deliver(ClientTracking client, byte[][]? keys)
    {
        if (client.Session is not { } own)
            return;
        var target = client.Redirect == 0 ? own : loop.Node.Clients.Find(client.Redirect);
        Volatile.Write(ref _sentTotal, _sentTotal + 1);
        if (target is { } session && session.Loop == loop)
            session.PushInvalidation(keys);
        else if (target is null && own.Loop == loop)
            own.PushBrokenRedirect(client);
    }
}
