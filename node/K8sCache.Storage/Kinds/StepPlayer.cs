using K8sCache.Storage.Hashes;
using K8sCache.Storage.Lists;
using K8sCache.Storage.Sets;
using K8sCache.Storage.SortedSets;
using K8sCache.Storage.Steps;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Kinds;

/// <summary>Does to a copy's value what was recorded of the primary's.</summary>
internal static class StepPlayer
{
    /// <summary>
    /// Runs a step's changes. False when one cannot be run on this value: it is then half-way between two versions, and of no
    /// use any more.
    /// </summary>
    public static bool TryRun(scoped ref ValueEditor value, ReadOnlySpan<byte> changes, ulong seed, int maxValueBytes)
    {
        var reader = new StepReader(changes);
        while (!reader.IsAtEnd)
        {
            var kind = reader.ReadKind();
            var isRun = value.Kind switch
            {
                EntryKind.String => TryRunOnString(ref value, kind, ref reader, maxValueBytes),
                EntryKind.Hash => TryRunOnHash(ref value, kind, ref reader, seed),
                EntryKind.Set => TryRunOnSet(ref value, kind, ref reader, seed),
                EntryKind.SortedSet => TryRunOnSortedSet(ref value, kind, ref reader, seed),
                EntryKind.List => TryRunOnList(ref value, kind, ref reader),
                EntryKind.None or EntryKind.Tombstone => false,
            };
            if (!isRun || !value.Exists)
                return false;
        }

        return true;
    }

    private static bool TryRunOnString(
        scoped ref ValueEditor value, StepKind kind, scoped ref StepReader reader, int maxValueBytes)
    {
        if (kind != StepKind.BytesWritten || !reader.TryReadInteger(out var offset) || !reader.TryReadText(out var bytes)
            || offset > maxValueBytes - bytes.Length)
        {
            return false;
        }

        bytes.CopyTo(StringGrowth.AtLeast(ref value, offset + bytes.Length)[offset..]);
        return true;
    }

    private static bool TryRunOnHash(scoped ref ValueEditor value, StepKind kind, scoped ref StepReader reader, ulong seed)
    {
        if (!reader.TryReadText(out var field))
            return false;
        switch (kind)
        {
            case StepKind.FieldSet:
                if (!reader.TryReadText(out var text) || !reader.TryReadTime(out var expiresAtMs))
                    return false;
                HashEdit.Put(ref value, field, text, expiresAtMs, seed);
                return true;
            case StepKind.FieldRemoved:
                // One that had expired may have been dropped here already.
                HashEdit.Remove(ref value, field);
                return true;
            default:
                return false;
        }
    }

    private static bool TryRunOnSet(scoped ref ValueEditor value, StepKind kind, scoped ref StepReader reader, ulong seed) =>
        reader.TryReadText(out var member) && kind switch
        {
            StepKind.MemberAdded => SetEdit.Add(ref value, member, seed),
            StepKind.MemberRemoved => SetEdit.Remove(ref value, member),
            _ => false,
        };

    private static bool TryRunOnSortedSet(
        scoped ref ValueEditor value, StepKind kind, scoped ref StepReader reader, ulong seed)
    {
        switch (kind)
        {
            case StepKind.ScoreSet when reader.TryReadText(out var member) && reader.TryReadScore(out var score):
                SortedSetEditing.Set(ref value, member, score, seed);
                return true;
            case StepKind.ScoreRemoved when reader.TryReadText(out var member):
                return SortedSetEditing.Remove(ref value, member);
            case StepKind.RanksRemoved when reader.TryReadInteger(out var first) && reader.TryReadInteger(out var count):
                return SortedSetEditing.TryRemoveRanks(ref value, first, count);
            default:
                return false;
        }
    }

    private static bool TryRunOnList(scoped ref ValueEditor value, StepKind kind, scoped ref StepReader reader)
    {
        var count = ListEditing.View(value).Count;
        switch (kind)
        {
            case StepKind.PushedFront or StepKind.PushedBack when reader.TryReadText(out var element):
                ListEditing.Push(ref value, element, atFront: kind == StepKind.PushedFront);
                return true;
            case StepKind.EndsRemoved when reader.TryReadInteger(out var front) && reader.TryReadInteger(out var back):
                if ((long)front + back >= count)
                    return false;
                ListEditing.RemoveEnds(ref value, front, back);
                return true;
            case StepKind.Inserted when reader.TryReadInteger(out var index) && reader.TryReadText(out var element):
                return ListEditing.TryInsertAt(ref value, index, element);
            case StepKind.Replaced when reader.TryReadInteger(out var index) && reader.TryReadText(out var element):
                return ListEditing.TryReplaceAt(ref value, index, element);
            case StepKind.EqualsRemoved when reader.TryReadInteger(out var most) && reader.TryReadInteger(out var fromBack)
                && reader.TryReadText(out var unwanted):
                return ListEditing.Remove(ref value, unwanted, most, fromBack != 0) > 0;
            default:
                return false;
        }
    }
}
