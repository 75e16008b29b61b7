namespace K8sCache.Storage.Segments;

/// <summary>What an entry's run of bytes is laid out by.</summary>
internal readonly record struct ItemSpec
{
    public required EntryKind Kind { get; init; }

    public required int KeyLength { get; init; }

    public required int PayloadLength { get; init; }

    /// <summary>Room to keep behind the payload.</summary>
    public int SpareBytes { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never, and then no room is taken for it.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>Keeps room for any version, not only one in the short form.</summary>
    public bool WideVersion { get; init; }

    /// <summary>The payload is the number of an object.</summary>
    public bool IsLarge { get; init; }
}
