using System.Buffers.Text;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Adds to a field that is an integer (HINCRBY); a missing one counts as 0. Its expiry stays.</summary>
internal ref struct HashIncrement(ReadOnlySpan<byte> field, long delta, ulong seed) : IValueUpdate
{
    private const int MaxDigits = 20;

    private readonly ReadOnlySpan<byte> _field = field;

    public static bool RecordsSteps => true;

    public long Sum { get; private set; }

    public readonly long ReserveBytes => HashEdit.UpperBound(_field.Length, MaxDigits);

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (HashEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        long old = 0;
        if (HashEdit.TryGet(ref value, _field, out var text, out var expiresAtMs) && !CanonicalInt64.TryParse(text, out old))
            return EngineStatus.NotAnInteger;
        if ((delta > 0 && old > long.MaxValue - delta) || (delta < 0 && old < long.MinValue - delta))
            return EngineStatus.Overflow;
        Sum = old + delta;
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(Sum, digits, out var length);
        HashEdit.Put(ref value, _field, digits[..length], expiresAtMs, seed);
        return HashEdit.Finish(ref value);
    }
}
