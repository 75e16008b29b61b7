using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Changes of one list under its shard's lock, whichever way it is kept.</summary>
internal static class ListEditing
{
    /// <summary>Room kept behind a packed list that grows: a sixteenth of it.</summary>
    private const int SpareShift = 4;

    public static ListView View(scoped in ValueEditor value) => new(value.Payload, value.Large);

    /// <summary>Upper bound of what an element adds.</summary>
    public static long UpperBound(int length) => ElementRun.SizeOf(length) + 128;

    /// <summary>Adds at an end; makes the list where there is none.</summary>
    public static void Push(scoped ref ValueEditor value, ReadOnlySpan<byte> element, bool atFront)
    {
        value.Recorder?.Pushed(element, atFront);
        if (!value.Exists)
        {
            value.SetPayload(EntryKind.List, PackedList.HeaderBytes);
            PackedList.SetCount(value.Payload, 0);
        }

        if (value.Large is null && TryInsertPacked(ref value, atFront ? 0 : PackedList.Run(value.Payload).Length, element))
            return;
        var large = Enlarge(ref value);
        if (atFront)
            large.PushFront(element);
        else
            large.PushBack(element);
    }

    /// <summary>Puts an element before what is at an offset of a run, which may be its end.</summary>
    public static void Insert(scoped ref ValueEditor value, int run, int offset, ReadOnlySpan<byte> element)
    {
        if (value.Large is LargeList large)
            large.Insert(run, offset, element);
        else if (!TryInsertPacked(ref value, offset, element))
            Enlarge(ref value, out var place, offset).Insert(place.Chunk, place.Offset, element);
    }

    /// <summary>Puts an element before the one at an index; false when there is none.</summary>
    public static bool TryInsertAt(scoped ref ValueEditor value, int index, ReadOnlySpan<byte> element)
    {
        var view = View(value);
        if (index == view.Count)
        {
            Push(ref value, element, atFront: false);
            return true;
        }

        if (index > view.Count)
            return false;
        var place = new ListCursor(view, index);
        Insert(ref value, place.Run, place.Offset, element);
        return true;
    }

    /// <summary>Puts an element in the place of the one at an index; false when there is none.</summary>
    public static bool TryReplaceAt(scoped ref ValueEditor value, int index, ReadOnlySpan<byte> element)
    {
        var view = View(value);
        if (index >= view.Count)
            return false;
        value.Recorder?.Replaced(index, element);
        var place = new ListCursor(view, index);
        Replace(ref value, place.Run, place.Offset, place.End, element);
        return true;
    }

    /// <summary>Puts an element in the place of the one between two offsets of a run.</summary>
    private static void Replace(scoped ref ValueEditor value, int run, int start, int end, ReadOnlySpan<byte> element)
    {
        if (value.Large is LargeList large)
        {
            large.Replace(run, start, element);
            return;
        }

        var size = ElementRun.SizeOf(element.Length);
        if (PackedList.Run(value.Payload).Length + size - (end - start) <= PackedList.MaxCompactBytes)
            ElementRun.Write(value.Splice(PackedList.HeaderBytes + start, end - start, size), element);
        else
            Enlarge(ref value, out var place, start).Replace(place.Chunk, place.Offset, element);
    }

    /// <summary>Removes elements at both ends; a list without any is gone.</summary>
    public static void RemoveEnds(scoped ref ValueEditor value, int front, int back)
    {
        value.Recorder?.EndsRemoved(front, back);
        if (value.Large is LargeList large)
        {
            large.RemoveFront(front);
            large.RemoveBack(back);
            Settle(ref value, large.Count);
            return;
        }

        var count = PackedList.Count(value.Payload) - front - back;
        var run = PackedList.Run(value.Payload);
        var end = ElementRun.SkipBack(run, back);
        value.Splice(PackedList.HeaderBytes + end, run.Length - end, 0);
        value.Splice(PackedList.HeaderBytes, ElementRun.Skip(PackedList.Run(value.Payload), front), 0);
        Settle(ref value, count);
    }

    /// <summary>Removes at most that many equal elements, from the front or the back on; how many.</summary>
    public static int Remove(scoped ref ValueEditor value, ReadOnlySpan<byte> unwanted, int count, bool fromBack)
    {
        value.Recorder?.EqualsRemoved(unwanted, count, fromBack);
        int removed;
        if (value.Large is LargeList large)
        {
            removed = large.Remove(unwanted, count, fromBack);
            Settle(ref value, large.Count);
            return removed;
        }

        var run = value.Payload[PackedList.HeaderBytes..];
        var found = ElementRun.CountOf(run, unwanted);
        removed = Math.Min(found, count);
        if (removed == 0)
            return 0;
        var left = PackedList.Count(value.Payload) - removed;
        var length = ElementRun.Remove(run, unwanted, fromBack ? found - removed : 0, removed);
        value.Splice(PackedList.HeaderBytes + length, run.Length - length, 0);
        Settle(ref value, left);
        return removed;
    }

    private static bool TryInsertPacked(scoped ref ValueEditor value, int offset, ReadOnlySpan<byte> element)
    {
        var size = ElementRun.SizeOf(element.Length);
        var length = value.Payload.Length;
        if (length - PackedList.HeaderBytes + size > PackedList.MaxCompactBytes)
            return false;
        var room = value.Splice(PackedList.HeaderBytes + offset, 0, size, spareBytes: length >> SpareShift);
        ElementRun.Write(room, element);
        PackedList.SetCount(value.Payload, PackedList.Count(value.Payload) + 1);
        return true;
    }

    private static LargeList Enlarge(scoped ref ValueEditor value)
    {
        if (value.Large is LargeList already)
            return already;
        var large = LargeList.Expand(value.Payload);
        value.SetLarge(EntryKind.List, large);
        return large;
    }

    /// <summary>Makes the list large, and finds where an offset of its packed run came to be.</summary>
    private static LargeList Enlarge(scoped ref ValueEditor value, out (int Chunk, int Offset) place, int offset)
    {
        var large = Enlarge(ref value);
        place = (0, offset);
        while (place.Chunk < large.ChunkCount - 1 && place.Offset >= large.ChunkAt(place.Chunk).Length)
            place = (place.Chunk + 1, place.Offset - large.ChunkAt(place.Chunk).Length);
        return large;
    }

    /// <summary>After removals: gone when empty, packed again when small.</summary>
    private static void Settle(scoped ref ValueEditor value, int count)
    {
        if (count == 0)
        {
            value.Delete();
        }
        else if (value.Large is not LargeList large)
        {
            PackedList.SetCount(value.Payload, count);
        }
        else if (large.RunBytes <= PackedList.RepackBytes)
        {
            large.Pack(value.SetPayload(EntryKind.List, PackedList.HeaderBytes + (int)large.RunBytes));
        }
    }
}
