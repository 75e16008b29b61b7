using K8sCache.Storage.Memory;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>
/// A list past the compact limit: chunks of some KiB of packed elements in a ring, as Redis' quicklist. Both ends are
/// reached at once, an index by counting chunks from the nearer end.
/// </summary>
internal sealed partial class LargeList : LargeValue
{
    /// <summary>Upper bound of what one change adds besides its elements: two new chunks, and a longer ring.</summary>
    public const long ChangeBytes = 32 * 1024;

    private const int FixedBytes = 72;

    private int _count;
    private long _chunkBytes;

    public override int Count => _count;

    public override long HeapBytes => FixedBytes + HeapSize.Array<long>(_ring.Length) + _chunkBytes;

    public int ChunkCount { get; private set; }

    /// <summary>Bytes of all runs together.</summary>
    public long RunBytes { get; private set; }

    public static LargeList Expand(ReadOnlySpan<byte> packed)
    {
        var large = new LargeList();
        var run = PackedList.Run(packed);
        var offset = 0;
        while (ElementRun.TryReadNext(run, ref offset, out var element))
            large.PushBack(element);
        return large;
    }

    /// <summary>Chunk of a number from 0, the front, on.</summary>
    public ListChunk ChunkAt(int index) => _ring[Place(index)];

    public void PushFront(ReadOnlySpan<byte> element)
    {
        if (ChunkCount == 0 || !ChunkAt(0).Fits(ElementRun.SizeOf(element.Length)))
            InsertChunk(0, new ListChunk());
        var before = Begin(ChunkAt(0));
        ChunkAt(0).PushFront(element);
        End(ChunkAt(0), before);
    }

    public void PushBack(ReadOnlySpan<byte> element)
    {
        if (ChunkCount == 0 || !ChunkAt(ChunkCount - 1).Fits(ElementRun.SizeOf(element.Length)))
            InsertChunk(ChunkCount, new ListChunk());
        var before = Begin(ChunkAt(ChunkCount - 1));
        ChunkAt(ChunkCount - 1).PushBack(element);
        End(ChunkAt(ChunkCount - 1), before);
    }

    public void RemoveFront(int count)
    {
        while (count > 0 && ChunkAt(0).Count <= count)
        {
            count -= ChunkAt(0).Count;
            RemoveChunk(0);
        }

        if (count == 0)
            return;
        var before = Begin(ChunkAt(0));
        ChunkAt(0).RemoveFront(count);
        End(ChunkAt(0), before);
    }

    public void RemoveBack(int count)
    {
        while (count > 0 && ChunkAt(ChunkCount - 1).Count <= count)
        {
            count -= ChunkAt(ChunkCount - 1).Count;
            RemoveChunk(ChunkCount - 1);
        }

        if (count == 0)
            return;
        var before = Begin(ChunkAt(ChunkCount - 1));
        ChunkAt(ChunkCount - 1).RemoveBack(count);
        End(ChunkAt(ChunkCount - 1), before);
    }

    /// <summary>Puts an element in the place of the one at an offset of a chunk.</summary>
    public void Replace(int chunk, int offset, ReadOnlySpan<byte> element)
    {
        var target = ChunkAt(chunk);
        var end = offset;
        ElementRun.TryReadNext(target.Run, ref end, out _);
        var size = ElementRun.SizeOf(element.Length);
        if (target.Count == 1)
        {
            // A long element's buffer goes with it.
            RemoveChunk(chunk);
            InsertChunk(chunk, new ListChunk());
            Insert(chunk, 0, element);
            return;
        }

        var before = Begin(target);
        var fits = target.Length + size - (end - offset) <= ListChunk.MaxBytes;
        var room = target.Splice(offset, end - offset, fits ? size : 0, fits ? 0 : -1);
        if (fits)
            ElementRun.Write(room, element);
        End(target, before);
        if (!fits)
            Insert(chunk, offset, element);
    }

    /// <summary>Puts an element before what is at an offset of a chunk, which may be the chunk's end.</summary>
    public void Insert(int chunk, int offset, ReadOnlySpan<byte> element)
    {
        var target = ChunkAt(chunk);
        var size = ElementRun.SizeOf(element.Length);
        if (!target.Fits(size) && offset > 0 && offset < target.Length)
        {
            var whole = Begin(target);
            var tail = target.Split(offset);
            End(target, whole);
            InsertChunk(chunk + 1, tail);
        }

        if (!target.Fits(size))
        {
            chunk += offset == 0 ? 0 : 1;
            target = new ListChunk();
            InsertChunk(chunk, target);
            offset = 0;
        }

        var before = Begin(target);
        ElementRun.Write(target.Splice(offset, 0, size, 1), element);
        End(target, before);
    }

    /// <summary>Removes at most that many equal elements, from the front or from the back on; how many.</summary>
    public int Remove(ReadOnlySpan<byte> unwanted, int count, bool fromBack)
    {
        var removed = 0;
        for (var left = ChunkCount; left > 0 && removed < count; left--)
        {
            var index = fromBack ? left - 1 : ChunkCount - left;
            var chunk = ChunkAt(index);
            var found = ElementRun.CountOf(chunk.Run, unwanted);
            var here = Math.Min(found, count - removed);
            if (here == 0)
                continue;
            var before = Begin(chunk);
            chunk.Remove(unwanted, fromBack ? found - here : 0, here);
            End(chunk, before);
            removed += here;
            Tidy(index, fromBack);
        }

        return removed;
    }

    public override byte[] Pack()
    {
        var packed = new byte[PackedList.HeaderBytes + RunBytes];
        Pack(packed);
        return packed;
    }

    public void Pack(Span<byte> packed)
    {
        PackedList.SetCount(packed, _count);
        var rest = packed[PackedList.HeaderBytes..];
        for (var index = 0; index < ChunkCount; index++)
        {
            var run = ChunkAt(index).Run;
            run.CopyTo(rest);
            rest = rest[run.Length..];
        }
    }

    /// <summary>Drops an empty chunk; joins a sparse one with the next or, going backwards, leaves that to the one before.</summary>
    private void Tidy(int index, bool fromBack)
    {
        var chunk = ChunkAt(index);
        if (chunk.Count == 0)
        {
            RemoveChunk(index);
            return;
        }

        // The neighbour that was looked at already.
        var left = fromBack ? index : index - 1;
        if (left < 0 || left + 1 >= ChunkCount || ChunkAt(left).Length + ChunkAt(left + 1).Length > ListChunk.MaxBytes / 2)
            return;
        var target = ChunkAt(left);
        var before = Begin(target);
        target.Append(ChunkAt(left + 1));
        End(target, before);
        RemoveChunk(left + 1);
    }

    private static (long HeapBytes, int Length, int Count) Begin(ListChunk chunk) =>
        (chunk.HeapBytes, chunk.Length, chunk.Count);

    private void End(ListChunk chunk, (long HeapBytes, int Length, int Count) before)
    {
        _chunkBytes += chunk.HeapBytes - before.HeapBytes;
        RunBytes += chunk.Length - before.Length;
        _count += chunk.Count - before.Count;
    }
}
