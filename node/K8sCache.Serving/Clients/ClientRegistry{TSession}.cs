using System.Collections.Concurrent;

namespace K8sCache.Serving.Clients;

/// <summary>Open client sessions of all loops by id, for CLIENT LIST and the counts of INFO; from any thread.</summary>
public sealed class ClientRegistry<TSession>
    where TSession : class, IClientState
{
    private readonly ConcurrentDictionary<long, TSession> _sessions = new();
    private long _lastId;
    private long _acceptedTotal;

    public int Count => _sessions.Count;

    public long AcceptedTotal => Volatile.Read(ref _acceptedTotal);

    public IEnumerable<TSession> Sessions => _sessions.Values.OrderBy(session => session.Id);

    /// <summary>The open connection of that id, or null.</summary>
    public TSession? Find(long id) => _sessions.GetValueOrDefault(id);

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(TSession session)
    {
        Interlocked.Increment(ref _acceptedTotal);
        _sessions[session.Id] = session;
    }

    public void Remove(TSession session) => _sessions.TryRemove(session.Id, out _);
}
