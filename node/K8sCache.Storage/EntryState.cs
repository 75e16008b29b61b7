namespace K8sCache.Storage;

/// <summary>
/// One entry as it travels between nodes. Valid only during the call it is passed to.
/// A string's payload is its bytes; a hash's is a <see cref="Hashes.PackedHash"/>; a tombstone has none.
/// </summary>
public readonly ref struct EntryState
{
    public required ReadOnlySpan<byte> Key { get; init; }

    public required EntryVersion Version { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public required long ExpiresAtMs { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }
}
