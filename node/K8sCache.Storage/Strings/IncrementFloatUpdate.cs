using K8sCache.Storage.Values;

namespace K8sCache.Storage.Strings;

/// <summary>Adds to a string that is a number; a missing one counts as 0.</summary>
internal ref struct IncrementFloatUpdate(ReadOnlySpan<byte> delta) : IValueUpdate
{
    private const int UsualTextBytes = 64;

    private readonly ReadOnlySpan<byte> _delta = delta;

    public byte[] Sum { get; private set; } = [];

    // Only numbers of hundreds of digits are longer; what they take is met by the trimming after every update.
    public readonly long ReserveBytes => UsualTextBytes;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        var sum = default(LongDouble);
        if ((value.Exists && !LongDouble.TryParse(value.Payload, out sum)) || !LongDouble.TryParse(_delta, out var delta))
            return EngineStatus.NotAFloat;
        sum = LongDouble.Add(sum, delta);
        if (sum.IsInfinite)
            return EngineStatus.NotFinite;
        Sum = sum.ToText();
        Sum.CopyTo(value.SetPayload(EntryKind.String, Sum.Length));
        return EngineStatus.Ok;
    }
}
