namespace K8sCache.Node.Commands;

/// <summary>
/// Redis' glob patterns: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^…]</c>, and a backslash before what stands for itself.
/// </summary>
/// <remarks>Never slower than pattern × text: a star backtracks only to itself, not to the stars before it.</remarks>
internal static class GlobPattern
{
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase = false)
    {
        int p = 0, t = 0, starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == (byte)'*')
            {
                starPattern = ++p;
                starText = t;
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, text[t], ignoreCase, out var next))
            {
                p = next;
                t++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == (byte)'*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Whether the pattern's item at <paramref name="at"/> stands for the byte; where the next item begins.</summary>
    private static bool MatchesOne(ReadOnlySpan<byte> pattern, int at, byte value, bool ignoreCase, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case (byte)'?':
                return true;
            case (byte)'[':
                return MatchesClass(pattern, at + 1, value, ignoreCase, out next);
            case (byte)'\\' when at + 1 < pattern.Length:
                next = at + 2;
                return Fold(pattern[at + 1], ignoreCase) == Fold(value, ignoreCase);
            default:
                return Fold(pattern[at], ignoreCase) == Fold(value, ignoreCase);
        }
    }

    private static bool MatchesClass(ReadOnlySpan<byte> pattern, int at, byte value, bool ignoreCase, out int next)
    {
        var negated = at < pattern.Length && pattern[at] == (byte)'^';
        if (negated)
            at++;
        var matches = false;
        var wanted = Fold(value, ignoreCase);
        for (; at < pattern.Length && pattern[at] != (byte)']'; at++)
        {
            if (pattern[at] == (byte)'\\' && at + 1 < pattern.Length)
            {
                matches |= pattern[++at] == value;
            }
            else if (at + 2 < pattern.Length && pattern[at + 1] == (byte)'-')
            {
                var low = Fold(pattern[at], ignoreCase);
                var high = Fold(pattern[at + 2], ignoreCase);
                matches |= wanted >= Math.Min(low, high) && wanted <= Math.Max(low, high);
                at += 2;
            }
            else
            {
                matches |= Fold(pattern[at], ignoreCase) == wanted;
            }
        }

        next = Math.Min(at + 1, pattern.Length);
        return matches != negated;
    }

    private static byte Fold(byte value, bool ignoreCase) =>
        ignoreCase && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
