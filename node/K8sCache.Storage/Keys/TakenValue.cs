using K8sCache.Storage.Values;

namespace K8sCache.Storage.Keys;

/// <summary>Takes a copy of a value, in its kind's packed form.</summary>
internal struct TakenValue : IValueReader
{
    public EntryKind Kind { get; private set; }

    public byte[] Payload { get; private set; }

    public long ExpiresAtMs { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        Kind = value.Kind;
        Payload = value.Large?.Pack() ?? value.Payload.ToArray();
        ExpiresAtMs = value.ExpiresAtMs;
        return EngineStatus.Ok;
    }
}
