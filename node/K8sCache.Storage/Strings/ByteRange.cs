namespace K8sCache.Storage.Strings;

/// <summary>A range by first and last index, both inclusive and negative ones counted from the end, as Redis takes them.</summary>
public static class ByteRange
{
    /// <summary>Counted from the end and the wrong way round: empty before any length is looked at.</summary>
    public static bool IsReversed(long first, long last) => first < 0 && last < 0 && first > last;

    /// <summary>What of it lies inside <paramref name="length"/> items; a count of 0 when nothing does.</summary>
    public static (long Start, long Count) Clamp(long first, long last, long length)
    {
        first = Math.Max(0, first < 0 ? first + length : first);
        last = Math.Max(0, last < 0 ? last + length : last);
        last = Math.Min(last, length - 1);
        return first > last ? (0, 0) : (first, last - first + 1);
    }
}
