using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Changes of one sorted set under its shard's lock, whichever way it is kept.</summary>
internal static class SortedSetEditing
{
    public static bool TryGetScore(scoped in ValueEditor value, ReadOnlySpan<byte> member, out double score)
    {
        if (value.Large is LargeSortedSet large)
            return large.TryGetScore(member, out score);
        return new SortedSetView(value.Payload, null).TryGetScore(member, out score);
    }

    /// <summary>Gives a member a score; makes the set where there is none.</summary>
    public static void Set(scoped ref ValueEditor value, ReadOnlySpan<byte> member, double score, ulong seed)
    {
        value.Recorder?.ScoreSet(member, score);
        if (value.Large is LargeSortedSet large)
        {
            large.Set(member, score);
            return;
        }

        var view = new SortedSetView(value.Payload, null);
        var exists = view.TryFind(member, out var rank, out _);
        if (!exists && (view.Count >= PackedSortedSet.MaxCompactMembers
            || member.Length > PackedSortedSet.MaxCompactMemberBytes))
        {
            large = LargeSortedSet.Expand(value.Payload, seed);
            large.Set(member, score);
            value.SetLarge(EntryKind.SortedSet, large);
            return;
        }

        if (exists)
        {
            value.Splice(view.OffsetOf(rank), view.OffsetOf(rank + 1) - view.OffsetOf(rank), 0);
            view = new SortedSetView(value.Payload, null);
        }

        score = PackedSortedSet.Kept(score);
        var at = view.OffsetOf(view.CountBelow(new BelowElement(score, member)));
        var size = PackedSortedSet.SizeOf(score, member.Length);
        var room = value.Exists ? value.Splice(at, 0, size) : value.SetPayload(EntryKind.SortedSet, size);
        PackedSortedSet.Write(room, score, member);
    }

    public static bool Remove(scoped ref ValueEditor value, ReadOnlySpan<byte> member)
    {
        value.Recorder?.ScoreRemoved(member);
        if (value.Large is LargeSortedSet large)
            return large.Remove(member);
        var view = new SortedSetView(value.Payload, null);
        if (!view.TryFind(member, out var rank, out _))
            return false;
        value.Splice(view.OffsetOf(rank), view.OffsetOf(rank + 1) - view.OffsetOf(rank), 0);
        return true;
    }

    /// <summary>Removes elements from a rank on, but not all there are; false when there are not so many.</summary>
    public static bool TryRemoveRanks(scoped ref ValueEditor value, int first, int count)
    {
        var view = new SortedSetView(value.Payload, value.Large);
        if (count <= 0 || count >= view.Count || first > view.Count - count)
            return false;
        value.Recorder?.RanksRemoved(first, count);
        if (value.Large is LargeSortedSet large)
            large.RemoveRange(first, count);
        else
            value.Splice(view.OffsetOf(first), view.OffsetOf(first + count) - view.OffsetOf(first), 0);
        return true;
    }

    public static bool IsEmpty(scoped in ValueEditor value) => value.Large is { } large ? large.Count == 0 : value.Payload.IsEmpty;
}
