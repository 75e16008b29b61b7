using K8sCache.Storage.Values;

namespace K8sCache.Storage.Keys;

/// <summary>Puts a value, packed or large, where there was another or none; one that has expired just takes the other's place.</summary>
internal ref struct PlacedValue(
    EntryKind kind, ReadOnlySpan<byte> payload, LargeValue? large, long expiresAtMs, bool onlyIfAbsent) : IValueUpdate
{
    private readonly ReadOnlySpan<byte> _payload = payload;

    public readonly long ReserveBytes => large?.HeapBytes ?? _payload.Length;

    public readonly EngineStatus Update(scoped ref ValueEditor value)
    {
        if (onlyIfAbsent && value.Exists)
            return EngineStatus.ConditionFailed;
        if (expiresAtMs != 0 && expiresAtMs <= value.NowMs)
        {
            value.Delete();
            return value.Kind == EntryKind.None ? EngineStatus.Unchanged : EngineStatus.Ok;
        }

        if (large is not null)
            value.SetLarge(kind, large);
        else
            _payload.CopyTo(value.SetPayload(kind, _payload.Length));
        value.ExpiresAtMs = expiresAtMs;
        return EngineStatus.Ok;
    }
}
