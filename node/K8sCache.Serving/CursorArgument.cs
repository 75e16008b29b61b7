namespace K8sCache.Serving;

/// <summary>The cursor of SCAN and its siblings.</summary>
public static class CursorArgument
{
    /// <summary>As C's <c>strtoul</c> reads it, and so Redis: nothing is 0, and a minus turns the number round.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong cursor)
    {
        cursor = 0;
        if (text.IsEmpty)
            return true;
        var isNegative = text[0] == (byte)'-';
        if (text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            if (cursor > (ulong.MaxValue - (ulong)(digit - '0')) / 10)
                return false;
            cursor = (cursor * 10) + (ulong)(digit - '0');
        }

        cursor = isNegative ? unchecked(0 - cursor) : cursor;
        return true;
    }
}
