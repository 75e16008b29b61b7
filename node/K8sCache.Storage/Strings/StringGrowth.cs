using K8sCache.Storage.Values;

namespace K8sCache.Storage.Strings;

/// <summary>Makes a string longer, with zero bytes at its end.</summary>
internal static class StringGrowth
{
    // What grew once usually grows again: spare room makes a run of steps linear, not quadratic.
    private const int SpareShift = 4;

    /// <summary>Bytes to reserve for growing to a length.</summary>
    public static long Reserve(int oldLength, long newLength) =>
        Math.Max(0, newLength - oldLength + (newLength >> SpareShift));

    /// <summary>The string's bytes, at least as many as wanted; makes the string where there is none.</summary>
    public static Span<byte> AtLeast(scoped ref ValueEditor value, int length)
    {
        if (!value.Exists)
        {
            var made = value.SetPayload(EntryKind.String, length);
            made.Clear();
            return made;
        }

        var old = value.Payload.Length;
        if (old < length)
            value.Splice(old, 0, length - old, length >> SpareShift).Clear();
        return value.Payload;
    }
}
