namespace K8sCache.Resp;

/// <summary>
/// Looks at requests behind the one that is run, for hints: says nothing of whether they are valid, and gives up on
/// whatever is long or unusual.
/// </summary>
public static class RequestPeek
{
    // Looking through longer ones takes longer than a hint saves.
    private const int MaxArguments = 5;
    private const int MaxNumber = 100_000_000;

    /// <summary>Finds the argument behind the name of the request that these bytes begin with; false when it is not there whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out int length, out ReadOnlySpan<byte> key)
    {
        length = 0;
        key = default;
        var position = 0;
        if (!TryReadNumber(data, RespPrefix.Array, ref position, out var count) || count is 0 or > MaxArguments)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!TryReadNumber(data, RespPrefix.BulkString, ref position, out var bytes) || data.Length - position < bytes + 2)
                return false;
            if (i == 1)
                key = data.Slice(position, bytes);
            position += bytes + 2;
        }

        length = position;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> data, RespPrefix prefix, ref int position, out int number)
    {
        number = 0;
        var at = position;
        if ((uint)at >= (uint)data.Length || data[at] != (byte)prefix)
            return false;
        for (at++; at < data.Length && (uint)(data[at] - '0') is var digit and <= 9; at++)
        {
            if (number >= MaxNumber)
                return false;
            number = (number * 10) + (int)digit;
        }

        position = at + 2;
        return position <= data.Length && data[at] == RespLiterals.CarriageReturn;
    }
}
