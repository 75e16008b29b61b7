using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Values;

/// <summary>What a <see cref="ValueEditor"/> does to the entry it edits; each change answers where the entry is now.</summary>
internal interface IEditedShard
{
    LargeValue? LargeOf(in Entry entry);

    Entry Overwrite(scoped in ValueEditor editor, int length);

    Entry Splice(scoped in ValueEditor editor, int offset, int removeLength, int insertLength, int spareBytes);

    Entry SetLarge(scoped in ValueEditor editor, LargeValue large);
}
