using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>What a <see cref="ValueEditor"/> does to the record it edits.</summary>
internal interface IEditedShard
{
    EntryKind KindAt(int index);

    long ExpiresAtMs(int index);

    Span<byte> PayloadAt(int index);

    LargeValue? LargeAt(int index);

    int FindOrInsert(uint hash, ReadOnlySpan<byte> key);

    Span<byte> Overwrite(int index, ReadOnlySpan<byte> key, int length);

    Span<byte> Splice(int index, int offset, int removeLength, int insertLength, int spareBytes);

    void SetLarge(int index, ReadOnlySpan<byte> key, LargeValue large);
}
