namespace K8sCache.Storage.Bitmaps;

/// <summary>One step of a BITFIELD: an integer of some bits at an offset, read or changed.</summary>
/// <param name="Action">What to do.</param>
/// <param name="IsSigned">Whether the highest bit is a sign.</param>
/// <param name="Bits">1 to 64, unsigned to 63.</param>
/// <param name="Offset">Of the first bit.</param>
/// <param name="Operand">What to set or add.</param>
/// <param name="Overflow">For what does not fit.</param>
public readonly record struct FieldStep(
    FieldAction Action, bool IsSigned, int Bits, long Offset, long Operand, FieldOverflow Overflow)
{
    /// <summary>Bytes of a string that holds the field.</summary>
    internal long EndBytes => (Offset + Bits + BitString.BitsPerByte - 1) / BitString.BitsPerByte;

    /// <summary>The byte the field begins in.</summary>
    internal long FirstByte => Offset / BitString.BitsPerByte;

    /// <summary>The field's value; what lies behind the end is 0.</summary>
    public long Read(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var bit = 0; bit < Bits; bit++)
            value = (value << 1) | (uint)BitString.Get(bytes, Offset + bit);
        return IsSigned ? Wrap((Int128)value) : (long)value;
    }

    /// <summary>Runs the step on a string that is long enough. The answer; null when it would not fit and must.</summary>
    public long? Run(Span<byte> bytes)
    {
        var old = Read(bytes);
        if (Action == FieldAction.Get)
            return old;
        Int128 wanted = Action == FieldAction.IncrementBy ? (Int128)old + Operand
            : IsSigned ? Operand
            : (ulong)Operand;
        Int128 max = (Int128.One << (IsSigned ? Bits - 1 : Bits)) - 1;
        Int128 min = IsSigned ? -max - 1 : 0;
        if (wanted < min || wanted > max)
        {
            if (Overflow == FieldOverflow.Fail)
                return null;
            // A value to set so low that its distance to the highest is no 64-bit integer is too high to Redis.
            var isHigh = wanted > max
                || (Action == FieldAction.Set && IsSigned && Bits < 64 && max - wanted > long.MaxValue);
            wanted = Overflow == FieldOverflow.Wrap ? Wrap(wanted) : isHigh ? max : min;
        }

        for (var bit = 0; bit < Bits; bit++)
            BitString.Set(bytes, Offset + bit, (int)(wanted >> (Bits - 1 - bit)) & 1);
        return Action == FieldAction.Set ? old : (long)wanted;
    }

    private long Wrap(Int128 value)
    {
        var unused = 64 - Bits;
        var low = (long)(ulong)(value & ulong.MaxValue) << unused;
        return IsSigned ? low >> unused : (long)((ulong)low >> unused);
    }
}
