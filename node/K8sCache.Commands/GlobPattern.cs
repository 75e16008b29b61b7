namespace K8sCache.Commands;

/// <summary>
/// Redis's glob patterns (util.c: stringmatchlen): <c>*</c> any run, <c>?</c> any byte, <c>[a-z]</c> and <c>[^a-z]</c>
/// one of a set, <c>\</c> the next byte itself. Backtracks to the last star only, so no pattern takes exponential time.
/// </summary>
public static class GlobPattern
{
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase = false)
    {
        var (p, t) = (0, 0);
        var (starAt, starText) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == (byte)'*')
            {
                (starAt, starText) = (p++, t);
                continue;
            }

            var next = p;
            if (p < pattern.Length && MatchesOne(pattern, ref next, text[t], ignoreCase))
            {
                p = next;
                t++;
                continue;
            }

            if (starAt < 0)
                return false;

            // Let the last star take one byte more.
            p = starAt + 1;
            t = ++starText;
        }

        while (p < pattern.Length && pattern[p] == (byte)'*')
            p++;
        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<byte> pattern, ref int p, byte text, bool ignoreCase)
    {
        switch (pattern[p])
        {
            case (byte)'?':
                p++;
                return true;
            case (byte)'[':
                p++;
                return MatchesSet(pattern, ref p, text, ignoreCase);
            case (byte)'\\' when p + 1 < pattern.Length:
                p += 2;
                return Same(pattern[p - 1], text, ignoreCase);
            default:
                p++;
                return Same(pattern[p - 1], text, ignoreCase);
        }
    }

    /// <summary>A set that lacks its closing bracket ends with the pattern.</summary>
    private static bool MatchesSet(ReadOnlySpan<byte> pattern, ref int p, byte text, bool ignoreCase)
    {
        var negated = p < pattern.Length && pattern[p] == (byte)'^';
        if (negated)
            p++;
        var found = false;
        while (p < pattern.Length && pattern[p] != (byte)']')
        {
            if (pattern[p] == (byte)'\\' && p + 1 < pattern.Length)
            {
                found |= Same(pattern[p + 1], text, ignoreCase);
                p += 2;
            }
            else if (p + 2 < pattern.Length && pattern[p + 1] == (byte)'-')
            {
                found |= InRange(pattern[p], pattern[p + 2], text, ignoreCase);
                p += 3;
            }
            else
            {
                found |= Same(pattern[p], text, ignoreCase);
                p++;
            }
        }

        if (p < pattern.Length)
            p++;
        return found != negated;
    }

    private static bool InRange(byte first, byte last, byte text, bool ignoreCase)
    {
        if (ignoreCase)
            (first, last, text) = (Fold(first), Fold(last), Fold(text));
        return text >= Math.Min(first, last) && text <= Math.Max(first, last);
    }

    private static bool Same(byte a, byte b, bool ignoreCase) => a == b || (ignoreCase && Fold(a) == Fold(b));

    private static byte Fold(byte c) => c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
}
