namespace K8sCache.Storage.Values;

/// <summary>An entry's value while its shard is held: copy out what is wanted, keep nothing.</summary>
public readonly ref struct ValueView
{
    public required EntryKind Kind { get; init; }

    /// <summary>A string's bytes, or a collection in its kind's packed form; empty when there is a <see cref="Large"/>.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    public required LargeValue? Large { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>Milliseconds since the Unix epoch, as this operation sees it.</summary>
    public required long NowMs { get; init; }

    public required EntryVersion Version { get; init; }
}
