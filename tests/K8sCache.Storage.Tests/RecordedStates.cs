namespace K8sCache.Storage.Tests;

/// <summary>Keeps visited states, to merge them elsewhere later and in another order.</summary>
internal readonly struct RecordedStates() : IEntryVisitor
{
    private readonly List<(byte[] Key, EntryVersion Version, EntryKind Kind, long ExpiresAtMs, byte[] Payload)> _states = [];

    public void Visit(scoped in EntryState entry) =>
        _states.Add((entry.Key.ToArray(), entry.Version, entry.Kind, entry.ExpiresAtMs, entry.Payload.ToArray()));

    public void MergeShuffled(CacheEngine engine, Random random)
    {
        var shuffled = _states.ToArray();
        random.Shuffle(shuffled);
        foreach (var state in shuffled)
        {
            var status = engine.Merge(new EntryState
            {
                Key = state.Key,
                Version = state.Version,
                Kind = state.Kind,
                ExpiresAtMs = state.ExpiresAtMs,
                Payload = state.Payload,
            });
            Assert.True(status is EngineStatus.Ok or EngineStatus.Stale);
        }
    }
}
