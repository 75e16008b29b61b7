using System.Diagnostics;

namespace K8sCache.Storage.Segments;

/// <summary>What compaction does to segments; every step leaves them so that a walk finds its way.</summary>
internal sealed unsafe partial class SegmentLog
{
    /// <summary>Makes the swept bytes at a segment's start part of it again, as a gap.</summary>
    public void Rewind(int number)
    {
        ref var segment = ref _store.Segments[number];
        if (segment.Start == 0)
            return;
        Item.WriteGap((byte*)segment.Base, segment.Start);
        DeadBytes += segment.Start;
        segment.Start = 0;
    }

    /// <summary>Moves a live entry down inside its segment, over bytes nothing alive is in.</summary>
    public void Slide(int number, int from, int to, int length)
    {
        Debug.Assert(to <= from, "entries slide towards the start");
        var start = (byte*)_store.Segments[number].Base;
        Buffer.MemoryCopy(start + from, start + to, SegmentBytes - to, length);
    }

    public void WriteGap(int number, int from, int to)
    {
        if (from < to)
            Item.WriteGap((byte*)_store.Segments[number].Base + from, to - from);
    }

    /// <summary>Ends a segment earlier: nothing alive is behind.</summary>
    public void Cut(int number, int end)
    {
        ref var segment = ref _store.Segments[number];
        DeadBytes -= segment.End - end;
        segment.End = end;
    }

    /// <inheritdoc cref="SegmentStore.ReleaseTail"/>
    public void ReleaseTail(int number) => _store.ReleaseTail(number);

    /// <summary>Moves the first entry of one segment behind the last of another in the same queue.</summary>
    public long Carry(int from, int to, int length)
    {
        ref var source = ref _store.Segments[from];
        ref var target = ref _store.Segments[to];
        Debug.Assert(source.Queue == target.Queue && target.End + length <= SegmentBytes, "there is room in the same queue");
        Buffer.MemoryCopy((byte*)source.Base + source.Start, (byte*)target.Base + target.End, length, length);
        source.Start += length;
        source.LiveBytes -= length;
        var address = AddressOf(to, target.End);
        target.End += length;
        target.LiveBytes += length;
        _store.ChargeWritten(ref target);
        return address;
    }
}
