namespace K8sCache.Storage.Tests.Steps;

/// <summary>What one copy is sent of one key: steps, or its state.</summary>
internal sealed record SentMessage(
    byte[] Key, EntryVersion Version, EntryKind Kind, long ExpiresAtMs, byte[] Payload, bool IsSteps)
{
    public static SentMessage Of(in EntryState state) =>
        new(state.Key.ToArray(), state.Version, state.Kind, state.ExpiresAtMs, state.Payload.ToArray(), false);

    public static SentMessage Of(in EntrySteps steps) =>
        new(steps.Key.ToArray(), steps.Version, steps.Kind, steps.ExpiresAtMs, steps.Chain.ToArray(), true);

    public EngineStatus Deliver(CacheEngine engine) => IsSteps
        ? engine.Advance(new EntrySteps
        {
            Key = Key,
            Version = Version,
            Kind = Kind,
            ExpiresAtMs = ExpiresAtMs,
            Chain = Payload,
        })
        : engine.Merge(new EntryState
        {
            Key = Key,
            Version = Version,
            Kind = Kind,
            ExpiresAtMs = ExpiresAtMs,
            Payload = Payload,
        });
}
