using K8sCache.Storage.Index;

namespace K8sCache.Storage.Segments;

/// <summary>An entry that was found: its slot in the index, its address in the log, its bytes. Good until either changes.</summary>
internal readonly record struct Entry(SlotRef Slot, long Address, Item Item)
{
    public bool IsNone => Address == 0;

    public bool HasValue => !IsNone && Item.Kind != EntryKind.Tombstone;
}
