using System.Diagnostics;
using K8sCache.Storage.Index;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Segments;

/// <summary>Segments: taken, chained, retired.</summary>
internal sealed unsafe partial class SegmentLog
{
    /// <summary>Highest segment number in use plus one; numbers below may be unused.</summary>
    public int NumberLimit => _nextSegment;

    public bool IsInUse(int number) => _segments[number].Sequence != 0;

    /// <summary>Segments given back since the beginning.</summary>
    public long ReleasedSegments { get; private set; }

    /// <summary>What giving all free segments back would give.</summary>
    public long FreeBytes
    {
        get
        {
            long bytes = 0;
            foreach (var number in _free)
                bytes += _segments[number].ChargedBytes;
            return bytes;
        }
    }

    /// <summary>Takes one more segment of the budget; false when it has none.</summary>
    public bool TryAddFree()
    {
        if (!_memory.TryCharge(SegmentBytes))
            return false;
        Bytes += SegmentBytes;
        Map(SegmentBytes);
        return true;
    }

    /// <summary>Gives free segments back to the budget and the system, all but a few. Bytes given back.</summary>
    public long ReleaseFree(int keep)
    {
        long released = 0;
        while (_free.Count > keep)
        {
            var number = _free.Pop();
            released += _segments[number].ChargedBytes;
            _memory.Arena.Return((byte*)_segments[number].Base, SegmentBytes);
            _segments[number] = default;
            ReleasedSegments++;
            _unused.Push(number);
            SegmentCount--;
        }

        Bytes -= released;
        if (released > 0)
            _memory.Charge(-released);
        return released;
    }

    /// <summary>Nothing is written to it any more.</summary>
    public void Close(int number)
    {
        ref var segment = ref _segments[number];
        if (!segment.IsOpen)
            return;
        segment.IsOpen = false;
        _open[ChainOf(segment.Queue, segment.Class)] = Segment.None;
    }

    /// <summary>Frees a segment that holds nothing alive.</summary>
    public void Retire(int number)
    {
        Close(number);
        ref var segment = ref _segments[number];
        Debug.Assert(segment.LiveBytes == 0 && segment.Sequence != 0, "only what is empty and in use is retired");
        DeadBytes -= segment.End - segment.Start;
        var chain = ChainOf(segment.Queue, segment.Class);
        if (segment.Older != Segment.None)
            _segments[segment.Older].Newer = segment.Newer;
        else
            _oldest[chain] = segment.Newer;
        if (segment.Newer != Segment.None)
            _segments[segment.Newer].Older = segment.Older;
        else
            _newest[chain] = segment.Older;
        segment = new Segment { Base = segment.Base, ChargedBytes = segment.ChargedBytes };
        _free.Push(number);
    }

    /// <summary>Starts an open segment that holds nothing alive from its beginning again; false when it is worth freeing.</summary>
    public bool TryReset(int number)
    {
        ref var segment = ref _segments[number];
        Debug.Assert(segment is { LiveBytes: 0, IsOpen: true }, "only what is open and empty is reset");
        if (segment.End > _chargeStepBytes)
            return false;
        DeadBytes -= segment.End - segment.Start;
        segment.Start = 0;
        segment.End = 0;
        segment.MinExpiryMs = 0;
        segment.MaxExpiryMs = 0;
        return true;
    }

    /// <summary>Frees every block and gives every segment back.</summary>
    public void Clear()
    {
        for (var number = 1; number < _nextSegment; number++)
        {
            ref var segment = ref _segments[number];
            if (segment.Base == 0)
                continue;
            FreeBlocks(segment);
            _memory.Arena.Return((byte*)segment.Base, SegmentBytes);
        }

        _memory.Charge(-Bytes);
        Bytes = 0;
        Array.Clear(_segments);
        Array.Clear(_open);
        Array.Clear(_oldest);
        Array.Clear(_newest);
        Array.Clear(_weights);
        _free.Clear();
        _unused.Clear();
        _lastWritten = Segment.None;
        _nextSegment = 1;
        SegmentCount = 0;
        DeadBytes = 0;
    }

    /// <summary><see cref="Bytes"/> the slow way.</summary>
    public long RecountedBytes()
    {
        long bytes = 0;
        for (var number = 1; number < _nextSegment; number++)
            bytes += _segments[number].ChargedBytes;
        return bytes;
    }

    private void FreeBlocks(in Segment segment)
    {
        for (var offset = segment.Start; offset < segment.End;)
        {
            var item = new Item((byte*)segment.Base + offset);
            if (!item.IsFiller && item is { IsDead: false, IsStub: true })
            {
                _memory.Charge(-EntryBlocks.AllocatedBytes(item.BlockBytes));
                _memory.Blocks.Free(item.Block, item.BlockBytes);
            }

            offset += item.Length;
        }
    }

    private int Open(LogQueue queue, int expiryClass)
    {
        var chain = ChainOf(queue, expiryClass);
        if (_open[chain] != Segment.None)
            Close(_open[chain]);
        if (_free.Count == 0)
            Map(0);

        var number = _free.Pop();
        ref var segment = ref _segments[number];
        segment.Queue = queue;
        segment.Class = (byte)expiryClass;
        segment.IsOpen = true;
        segment.Sequence = ++_sequence;
        segment.Older = _newest[chain];
        if (segment.Older != Segment.None)
            _segments[segment.Older].Newer = number;
        else
            _oldest[chain] = number;
        _newest[chain] = number;
        _open[chain] = number;
        return number;
    }

    private void Map(int chargedBytes)
    {
        if (!_unused.TryPop(out var number))
        {
            number = _nextSegment++;
            if (number == _segments.Length)
                Array.Resize(ref _segments, _segments.Length * 2);
            if (AddressOf(number + 1, 0) >> SlotRef.AddressBits != 0)
                throw new InvalidOperationException("a shard holds more bytes than its index can address");
        }

        _segments[number].Base = (nint)_memory.Arena.Rent(SegmentBytes);
        _segments[number].ChargedBytes = chargedBytes;
        SegmentCount++;
        _free.Push(number);
    }
}
