namespace K8sCache.Storage.Hashes;

/// <summary>One field of a <see cref="PackedHash"/>, and where it stands.</summary>
internal readonly ref struct PackedField
{
    public int Offset { get; init; }

    /// <summary>Offset of what comes behind it.</summary>
    public int End { get; init; }

    public ReadOnlySpan<byte> Name { get; init; }

    public ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public long ExpiresAtMs { get; init; }

    public bool IsLive(long nowMs) => ExpiresAtMs == 0 || ExpiresAtMs > nowMs;
}
