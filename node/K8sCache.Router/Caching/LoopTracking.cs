using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Tracking;

namespace K8sCache.Router.Caching;

/// <summary>
/// Client-side caching through one loop. Reads of clients that track go over connections of their own, on which nodes
/// remember what was read (CLIENT TRACKING); what nodes then say of it is passed on to the clients that read it here.
/// Clients that wait for prefixes are served by one more connection a node, opened for the first of them. Where it cannot
/// be known what was missed, clients are told to drop all they have.
/// </summary>
internal sealed class LoopTracking
{
    /// <summary>Keys remembered; past it, one is forgotten for each that comes (Redis: tracking-table-max-keys).</summary>
    private const int KeysMax = 1_000_000;

    private readonly RouterLoop _loop;
    private readonly HashSet<ClientSession> _clients = [];
    private readonly Dictionary<byte[], List<ClientSession>> _readers = new(KeyComparer.Instance);
    private readonly Dictionary<byte[], List<ClientSession>>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private int _broadcastCount;
    private bool _mustFlushBroadcasts;

    public LoopTracking(RouterLoop loop)
    {
        _loop = loop;
        _bySpan = _readers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int ClientCount => _clients.Count;

    /// <summary>Keys that clients read and may have cached.</summary>
    public int KeyCount => _readers.Count;

    /// <summary>Messages passed on to clients.</summary>
    public long SentTotal { get; private set; }

    public void Add(ClientSession session)
    {
        _clients.Add(session);
        Recount();
        OpenBroadcasts();
    }

    /// <summary>The keys it read stay until nodes tell of them; nobody hears of them then.</summary>
    public void Remove(ClientSession session)
    {
        if (!_clients.Remove(session))
            return;
        Recount();
        if (_clients.Count == 0)
            _readers.Clear();
    }

    /// <summary>A client is about to read a key on a connection that remembers it.</summary>
    public void Remember(ClientSession session, ReadOnlySpan<byte> key)
    {
        if (!_bySpan.TryGetValue(key, out var readers))
        {
            if (_readers.Count >= KeysMax)
                ForgetAny();
            readers = new List<ClientSession>(1);
            _bySpan[key] = readers;
        }

        if (!readers.Contains(session))
            readers.Add(session);
    }

    /// <summary>A client that is not told of its own writes writes a key: it knows, and has to read it again to cache it.</summary>
    public void ForgetReader(ClientSession session, ReadOnlySpan<byte> key)
    {
        if (_bySpan.TryGetValue(key, out var readers) && readers.Remove(session) && readers.Count == 0)
            _bySpan.Remove(key);
    }

    /// <summary>A node's word on a connection that remembers, or that tells of everything.</summary>
    /// <param name="lane">Which of the two.</param>
    /// <param name="push">One whole push.</param>
    public void OnPush(Lane lane, ReadOnlySpan<byte> push)
    {
        if (!Invalidation.TryRead(push, out var keys))
            return;
        if (keys.IsEmpty)
        {
            Flush(lane);
            return;
        }

        while (Invalidation.TryNext(ref keys, out var key))
        {
            if (lane == Lane.Broadcast)
                Broadcast(key);
            else
                Invalidate(key);
        }
    }

    /// <summary>Changes may have been missed on a lane: its clients are to drop all they have.</summary>
    public void Flush(Lane lane)
    {
        if (lane == Lane.Tracked)
        {
            _loop.NearCache?.Clear();
            _readers.Clear();
        }

        if (lane == Lane.Broadcast)
        {
            _mustFlushBroadcasts = true; // One for all nodes that are lost, or come, together.
            _loop.SweepSoon();
            return;
        }

        TellAll(isBroadcast: false);
    }

    /// <summary>Called every few milliseconds.</summary>
    public void Sweep()
    {
        if (!_mustFlushBroadcasts)
            return;
        _mustFlushBroadcasts = false;
        TellAll(isBroadcast: true);
    }

    /// <summary>Other nodes, or other copies: what was remembered where is no longer known.</summary>
    public void OnTopologyChanged()
    {
        Flush(Lane.Tracked);
        Flush(Lane.Broadcast);
        OpenBroadcasts();
    }

    private void TellAll(bool isBroadcast)
    {
        foreach (var client in _clients)
        {
            if (client.Tracking is { } tracking && tracking.IsBroadcast == isBroadcast)
                Send(client, default);
        }
    }

    private void Invalidate(ReadOnlySpan<byte> key)
    {
        _loop.NearCache?.Remove(key);
        if (!_bySpan.Remove(key, out var name, out var readers))
            return;
        foreach (var client in readers)
        {
            if (client.Tracking is { IsBroadcast: false })
                Send(client, name);
        }
    }

    private void Broadcast(ReadOnlySpan<byte> key)
    {
        foreach (var client in _clients)
        {
            if (client.Tracking is { IsBroadcast: true } tracking && tracking.Options.Covers(key))
                Send(client, key);
        }
    }

    private void Send(ClientSession client, ReadOnlySpan<byte> key)
    {
        SentTotal++;
        client.PushInvalidation(key);
    }

    private void ForgetAny()
    {
        using var any = _readers.Keys.GetEnumerator();
        if (any.MoveNext())
            Invalidate(any.Current);
    }

    private void Recount() => _broadcastCount = _clients.Count(client => client.Tracking is { IsBroadcast: true });

    private void OpenBroadcasts()
    {
        if (_broadcastCount == 0)
            return;
        foreach (var node in _loop.Nodes)
            node.Connection(RespVersion.Resp3, Lane.Broadcast).Open();
    }
}
