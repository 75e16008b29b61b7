using K8sCache.Storage.Hashes;
using K8sCache.Storage.Lists;
using K8sCache.Storage.Sets;
using K8sCache.Storage.SortedSets;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Kinds;

/// <summary>What each kind of value looks like when it comes from elsewhere: another node, or RESTORE.</summary>
internal static class ValueFormats
{
    /// <summary>
    /// Whether the payload is well formed for its kind; past the kind's compact limits it is expanded as well.
    /// </summary>
    public static bool TryAccept(EntryKind kind, ReadOnlySpan<byte> payload, ulong elementSeed, out LargeValue? large)
    {
        large = null;
        switch (kind)
        {
            case EntryKind.String:
                return true;
            case EntryKind.Tombstone:
                return payload.IsEmpty;
            case EntryKind.Hash:
                return LargeHash.TryAccept(payload, elementSeed, out large);
            case EntryKind.SortedSet:
                return Accepted(PackedSortedSet.TryAccept(payload, elementSeed, out var sortedSet), sortedSet, out large);
            case EntryKind.List:
                return Accepted(PackedList.TryAccept(payload, out var list), list, out large);
            case EntryKind.Set:
                return LargeSet.TryAccept(payload, elementSeed, out large);
            case EntryKind.None:
            default:
                return false;
        }
    }

    private static bool Accepted(bool isAccepted, LargeValue? expanded, out LargeValue? large)
    {
        large = expanded;
        return isAccepted;
    }

    /// <summary>When a first part of the value expires, milliseconds since the Unix epoch; 0 = none does.</summary>
    public static long NextPartExpiryMs(EntryKind kind, ReadOnlySpan<byte> payload, LargeValue? large) =>
        kind != EntryKind.Hash ? 0 : (large as LargeHash)?.EarliestExpiryMs ?? new PackedHash(payload).EarliestExpiryMs;
}
