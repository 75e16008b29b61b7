using K8sCache.Storage.Steps;

namespace K8sCache.Storage;

/// <summary>
/// The last changes of one entry as they travel between nodes: what takes a copy from one of several earlier versions to this
/// one. Valid only during the call it is passed to.
/// </summary>
public readonly ref struct EntrySteps
{
    /// <summary>Of values of fewer bytes there are none.</summary>
    public const int MinStateBytes = StepLogs.MinValueBytes;

    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>What the last of the steps comes to.</summary>
    public required EntryVersion Version { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>A <see cref="StepChain"/>; none, when the copy must be at the version already.</summary>
    public required ReadOnlySpan<byte> Chain { get; init; }

    /// <summary>About how many bytes the whole state is.</summary>
    public long StateBytes { get; init; }

    /// <summary>The part of them that starts from a version; false when that is not known or no smaller than the state.</summary>
    public bool TryFrom(EntryVersion version, out EntrySteps steps)
    {
        ReadOnlySpan<byte> rest = default;
        if (version != Version && !StepChain.TryFrom(Chain, version, out rest))
        {
            steps = default;
            return false;
        }

        steps = With(rest);
        return IsWorth(rest.Length);
    }

    /// <summary>The last of them, as many as fit into so many bytes but at least one.</summary>
    public bool TryLast(int maxBytes, out EntrySteps steps)
    {
        var start = 0;
        for (var offset = 0; offset < Chain.Length && StepChain.TryRead(Chain, ref offset, out _, out _);)
        {
            if (offset < Chain.Length && Chain.Length - start > maxBytes)
                start = offset;
        }

        steps = With(Chain[start..]);
        return !steps.Chain.IsEmpty && IsWorth(steps.Chain.Length);
    }

    private bool IsWorth(int bytes) => bytes <= StateBytes / StepLogs.WorthDivisor;

    private EntrySteps With(ReadOnlySpan<byte> chain) => new()
    {
        Key = Key,
        Version = Version,
        Kind = Kind,
        ExpiresAtMs = ExpiresAtMs,
        Chain = chain,
        StateBytes = StateBytes,
    };
}
