using K8sCache.Storage.Segments;
using K8sCache.Storage.Steps;

namespace K8sCache.Storage.Values;

/// <summary>One entry's value during an <see cref="IValueUpdate"/>; of a missing entry it can make one.</summary>
public ref struct ValueEditor
{
    private readonly IEditedShard _shard;

    internal ValueEditor(IEditedShard shard, uint hash, ReadOnlySpan<byte> key, Entry entry, long nowMs, StepRecorder? recorder)
    {
        Recorder = recorder;
        _shard = shard;
        Hash = hash;
        Key = key;
        Entry = entry;
        NowMs = nowMs;
        if (entry.IsNone)
            return;
        Kind = entry.Item.Kind;
        ExpiresAtMs = entry.Item.ExpiresAtMs;
    }

    public readonly bool Exists => !Entry.IsNone && !IsDeleted;

    /// <summary><see cref="EntryKind.None"/> of a missing entry.</summary>
    public EntryKind Kind { get; private set; }

    /// <summary>Milliseconds since the Unix epoch, as this operation sees it.</summary>
    public long NowMs { get; }

    /// <summary>
    /// Milliseconds since the Unix epoch; 0 = never. Kept unless set; a new entry never expires. Cheaper when set before the value.
    /// </summary>
    public long ExpiresAtMs { get; set; }

    /// <summary>The packed value; empty for a missing entry and a large value. Gone with the next change of size.</summary>
    public readonly Span<byte> Payload => Exists && !Entry.Item.IsLarge ? Entry.Item.Payload : [];

    public readonly LargeValue? Large => Exists ? _shard.LargeOf(Entry) : null;

    /// <summary>Told of what changes in a large value that other nodes have copies of; null = nobody wants to know.</summary>
    internal StepRecorder? Recorder { get; }

    internal Entry Entry { get; private set; }

    internal bool IsDeleted { get; private set; }

    internal uint Hash { get; }

    internal ReadOnlySpan<byte> Key { get; }

    /// <summary>Makes or replaces the value by undefined bytes to be filled in.</summary>
    public Span<byte> SetPayload(EntryKind kind, int length)
    {
        Make(kind);
        Entry = _shard.Overwrite(this, length);
        return Entry.Item.Payload;
    }

    /// <summary>
    /// Replaces a range of a packed value by undefined bytes to be filled in; what is around it stays.
    /// <paramref name="spareBytes"/> is room to keep behind it for growth that is likely.
    /// </summary>
    public Span<byte> Splice(int offset, int removeLength, int insertLength, int spareBytes = 0)
    {
        Entry = _shard.Splice(this, offset, removeLength, insertLength, spareBytes);
        return Entry.Item.Payload.Slice(offset, insertLength);
    }

    /// <summary>Makes or replaces the value.</summary>
    public void SetLarge(EntryKind kind, LargeValue large)
    {
        Make(kind);
        Entry = _shard.SetLarge(this, large);
    }

    /// <summary>Removes the entry.</summary>
    public void Delete() => IsDeleted = true;

    private void Make(EntryKind kind)
    {
        Kind = kind;
        IsDeleted = false;
    }
}
