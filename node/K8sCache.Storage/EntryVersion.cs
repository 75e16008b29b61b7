namespace K8sCache.Storage;

/// <summary>
/// When and where an entry was last written: a hybrid logical clock (upper 48 bits milliseconds since the
/// Unix epoch, lower 16 bits a counter), and the id of the writing node as tie-break. Copies keep the higher one.
/// </summary>
/// <remarks>Kulkarni et al., "Logical Physical Clocks", 2014.</remarks>
public readonly record struct EntryVersion(ulong Clock, uint Node) : IComparable<EntryVersion>
{
    /// <summary>Bits of <see cref="Clock"/> that count writes inside one millisecond.</summary>
    public const int CounterBits = 16;

    public int CompareTo(EntryVersion other)
    {
        var byClock = Clock.CompareTo(other.Clock);
        return byClock != 0 ? byClock : Node.CompareTo(other.Node);
    }

    public static bool operator <(EntryVersion left, EntryVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(EntryVersion left, EntryVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(EntryVersion left, EntryVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EntryVersion left, EntryVersion right) => left.CompareTo(right) >= 0;
}
