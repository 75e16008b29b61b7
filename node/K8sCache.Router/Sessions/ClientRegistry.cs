using System.Collections.Concurrent;

namespace K8sCache.Router.Sessions;

/// <summary>Open client sessions of all loops by id, for CLIENT LIST and the counts of INFO; from any thread.</summary>
internal sealed class ClientRegistry
{
    private readonly ConcurrentDictionary<long, ClientSession> _sessions = new();
    private long _lastId;
    private long _acceptedTotal;

    public int Count => _sessions.Count;

    public long AcceptedTotal => Volatile.Read(ref _acceptedTotal);

    public IEnumerable<ClientSession> Sessions => _sessions.Values.OrderBy(session => session.Id);

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(ClientSession session)
    {
        Interlocked.Increment(ref _acceptedTotal);
        _sessions[session.Id] = session;
    }

    public void Remove(ClientSession session) => _sessions.TryRemove(session.Id, out _);
}
