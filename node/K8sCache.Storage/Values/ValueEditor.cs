using K8sCache.Storage.Shards;

namespace K8sCache.Storage.Values;

/// <summary>One entry's value during an <see cref="IValueUpdate"/>; of a missing entry it can make one.</summary>
public ref struct ValueEditor
{
    private readonly IEditedShard _shard;
    private readonly ReadOnlySpan<byte> _key;
    private readonly uint _hash;

    internal ValueEditor(IEditedShard shard, uint hash, ReadOnlySpan<byte> key, int index, long nowMs)
    {
        _shard = shard;
        _hash = hash;
        _key = key;
        Index = index;
        NowMs = nowMs;
        if (index < 0)
            return;
        Kind = shard.KindAt(index);
        ExpiresAtMs = shard.ExpiresAtMs(index);
    }

    public readonly bool Exists => Index >= 0 && !IsDeleted;

    /// <summary><see cref="EntryKind.None"/> of a missing entry.</summary>
    public EntryKind Kind { get; private set; }

    /// <summary>Milliseconds since the Unix epoch, as this operation sees it.</summary>
    public long NowMs { get; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never. Kept unless set; a new entry never expires.</summary>
    public long ExpiresAtMs { get; set; }

    /// <summary>The packed value; empty for a missing entry and a large value. Gone with the next change of size.</summary>
    public readonly Span<byte> Payload => Exists ? _shard.PayloadAt(Index) : [];

    public readonly LargeValue? Large => Exists ? _shard.LargeAt(Index) : null;

    internal int Index { get; private set; }

    internal bool IsDeleted { get; private set; }

    /// <summary>Makes or replaces the value by undefined bytes to be filled in.</summary>
    public Span<byte> SetPayload(EntryKind kind, int length)
    {
        Create(kind);
        return _shard.Overwrite(Index, _key, length);
    }

    /// <summary>
    /// Replaces a range of a packed value by undefined bytes to be filled in; what is around it stays.
    /// <paramref name="spareBytes"/> is room to keep behind it for growth that is likely.
    /// </summary>
    public readonly Span<byte> Splice(int offset, int removeLength, int insertLength, int spareBytes = 0) =>
        _shard.Splice(Index, offset, removeLength, insertLength, spareBytes);

    /// <summary>Makes or replaces the value.</summary>
    public void SetLarge(EntryKind kind, LargeValue large)
    {
        Create(kind);
        _shard.SetLarge(Index, _key, large);
    }

    /// <summary>Removes the entry.</summary>
    public void Delete() => IsDeleted = true;

    private void Create(EntryKind kind)
    {
        if (Index < 0)
            Index = _shard.FindOrInsert(_hash, _key);
        Kind = kind;
        IsDeleted = false;
    }
}
