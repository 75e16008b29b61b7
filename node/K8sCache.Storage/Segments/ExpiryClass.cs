namespace K8sCache.Storage.Segments;

/// <summary>
/// Entries that expire at about the same time are written to the same segments, so that these expire as a whole.
/// </summary>
internal static class ExpiryClass
{
    public const int Count = 5;

    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    public static int Of(long expiresAtMs, long nowMs) => (expiresAtMs - nowMs) switch
    {
        _ when expiresAtMs == 0 => 0,
        <= 90 * Second => 1,
        <= 15 * Minute => 2,
        <= 3 * Hour => 3,
        _ => 4,
    };
}
