using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Adds to a field that is a number (HINCRBYFLOAT); a missing one counts as 0. Its expiry stays.</summary>
internal ref struct HashIncrementFloat(ReadOnlySpan<byte> field, LongDouble delta, ulong seed) : IValueUpdate
{
    // The largest number has 4933 digits before its point.
    private const int MaxDigits = 5000;

    private readonly ReadOnlySpan<byte> _field = field;

    /// <summary>The sum as Redis prints it; empty unless it was written.</summary>
    public static bool RecordsSteps => true;

    public byte[] Sum { get; private set; } = [];

    public readonly long ReserveBytes => HashEdit.UpperBound(_field.Length, MaxDigits);

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (HashEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        var sum = delta;
        if (HashEdit.TryGet(ref value, _field, out var text, out var expiresAtMs))
        {
            if (!LongDouble.TryParse(text, out var old))
                return EngineStatus.NotAFloat;
            sum = LongDouble.Add(old, delta);
        }

        if (sum.IsInfinite)
            return EngineStatus.NotFinite;
        Sum = sum.ToText();
        HashEdit.Put(ref value, _field, Sum, expiresAtMs, seed);
        return HashEdit.Finish(ref value);
    }
}
