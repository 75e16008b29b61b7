namespace K8sCache.Storage.Segments;

/// <summary>
/// A run of memory that entries are written to one after the other. They lie from <see cref="Start"/> to
/// <see cref="End"/>; what was before has been swept.
/// </summary>
internal struct Segment
{
    public const int None = 0;

    public nint Base;

    /// <summary>Bytes from the start that were ever written to and so take real memory: what the budget is charged.</summary>
    public int ChargedBytes;

    public int Start;
    public int End;

    /// <summary>Bytes of entries that are not dead.</summary>
    public int LiveBytes;

    /// <summary>Neighbours among the segments of the same queue and expiry class.</summary>
    public int Older;
    public int Newer;

    /// <summary>Rises with each segment opened: the age across chains.</summary>
    public long Sequence;

    /// <summary>No entry here expires before (0 = none expires), and none that expires does so after.</summary>
    public long MinExpiryMs;
    public long MaxExpiryMs;

    public LogQueue Queue;
    public byte Class;
    public bool IsOpen;

    // Walked when 1/32 of the time from its first to its last expiry has passed.
    private const int WorthWalkingDivisor = 32;

    /// <summary>When enough of it should have expired to be walked.</summary>
    public readonly long WorthWalkingFromMs =>
        MinExpiryMs == 0 ? long.MaxValue : MinExpiryMs + ((MaxExpiryMs - MinExpiryMs) / WorthWalkingDivisor);

    public readonly int DeadBytes => End - Start - LiveBytes;
}
