using System.Collections.Concurrent;

namespace K8sCache.Node.Sessions;

/// <summary>Open client sessions by id, for CLIENT LIST and the counts of INFO.</summary>
internal sealed class ClientRegistry
{
    private readonly ConcurrentDictionary<long, ClientSession> _sessions = new();
    private long _lastId;
    private long _acceptedTotal;

    public int Count => _sessions.Count;

    public long AcceptedTotal => Volatile.Read(ref _acceptedTotal);

    public IEnumerable<ClientSession> Sessions => _sessions.Values.OrderBy(session => session.Id);

    /// <summary>The open connection of that id, or null.</summary>
    public ClientSession? Find(long id) => _sessions.GetValueOrDefault(id);

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(ClientSession session)
    {
        Interlocked.Increment(ref _acceptedTotal);
        _sessions[session.Id] = session;
    }

    public void Remove(ClientSession session) => _sessions.TryRemove(session.Id, out _);
}
