using System.Diagnostics;
using K8sCache.Storage.Index;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Segments;

/// <summary>
/// The segments of a log: taken of the budget, chained by queue and expiry class, retired, given back. Knows nothing of what is written
/// to them. A struct that changes, so that the log reaches a segment as directly as its own.
/// </summary>
internal unsafe struct SegmentStore(ShardMemory memory, int segmentBytes, int segmentShift)
{
    private const int MinChargeStepBytes = 16 * 1024;

    private const int ChainCount = 2 * ExpiryClass.Count;

    // A segment is charged in steps of this, as it is written to: what the system gives and takes back is whole pages.
    private readonly int _chargeStepBytes = Math.Max(MinChargeStepBytes, memory.Arena.PageBytes);
    private readonly Stack<int> _free = new();
    private readonly Stack<int> _unused = new();
    private readonly int[] _open = new int[ChainCount];
    private readonly int[] _oldest = new int[ChainCount];
    private readonly int[] _newest = new int[ChainCount];
    private long _sequence;

    /// <summary>By number; 0 is none.</summary>
    public Segment[] Segments { get; private set; } = new Segment[16];

    /// <summary>Highest segment number in use plus one; numbers below may be unused.</summary>
    public int NumberLimit { get; private set; } = 1;

    /// <summary>Segments with memory, free ones among them.</summary>
    public int Count { get; private set; }

    public readonly int FreeCount => _free.Count;

    /// <summary>Bytes of all segments as far as they are written to, free ones among them; blocks are not.</summary>
    public long Bytes { get; private set; }

    /// <summary>Segments given back since the beginning.</summary>
    public long ReleasedTotal { get; private set; }

    /// <summary>What giving all free segments back would give.</summary>
    public readonly long FreeBytes
    {
        get
        {
            long bytes = 0;
            foreach (var number in _free)
                bytes += Segments[number].ChargedBytes;
            return bytes;
        }
    }

    /// <summary>The segment that a queue's entries of a class are written to; none where the next opens one.</summary>
    public readonly int OpenOf(LogQueue queue, int expiryClass) => _open[ChainOf(queue, expiryClass)];

    /// <summary>The oldest segment of a queue; none when it is empty.</summary>
    public readonly int OldestOf(LogQueue queue)
    {
        var oldest = Segment.None;
        for (var chain = ChainOf(queue, 0); chain < ChainOf(queue, ExpiryClass.Count); chain++)
        {
            var candidate = _oldest[chain];
            if (candidate != Segment.None
                && (oldest == Segment.None || Segments[candidate].Sequence < Segments[oldest].Sequence))
                oldest = candidate;
        }

        return oldest;
    }

    /// <summary>Takes one more segment of the budget; false when it has none.</summary>
    public bool TryAddFree()
    {
        if (!memory.TryCharge(segmentBytes))
            return false;
        Bytes += segmentBytes;
        Map(segmentBytes);
        return true;
    }

    /// <summary>Gives free segments back to the budget and the system, all but a few. Bytes given back.</summary>
    public long ReleaseFree(int keep)
    {
        long released = 0;
        while (_free.Count > keep)
        {
            var number = _free.Pop();
            released += Segments[number].ChargedBytes;
            memory.Arena.Return((byte*)Segments[number].Base, segmentBytes);
            Segments[number] = default;
            ReleasedTotal++;
            _unused.Push(number);
            Count--;
        }

        Bytes -= released;
        if (released > 0)
            memory.Charge(-released);
        return released;
    }

    /// <summary>Gives the memory behind a segment's end back to the system; the next that is written there takes it again.</summary>
    public void ReleaseTail(int number)
    {
        ref var segment = ref Segments[number];
        var kept = ChargeFor(segment.End);
        if (segment.ChargedBytes <= kept)
            return;
        NativeBlocks.Discard((byte*)segment.Base + kept, segment.ChargedBytes - kept);
        ChargeTo(ref segment, kept);
    }

    /// <summary>Charges what was written to a segment.</summary>
    public void ChargeWritten(ref Segment segment)
    {
        if (segment.End > segment.ChargedBytes)
            ChargeTo(ref segment, ChargeFor(segment.End));
    }

    /// <summary>Opens a segment for a queue's entries of a class; one past the limit where none is free.</summary>
    public int Open(LogQueue queue, int expiryClass)
    {
        var chain = ChainOf(queue, expiryClass);
        if (_open[chain] != Segment.None)
            Close(_open[chain]);
        if (_free.Count == 0)
            Map(0);

        var number = _free.Pop();
        ref var segment = ref Segments[number];
        segment.Queue = queue;
        segment.Class = (byte)expiryClass;
        segment.IsOpen = true;
        segment.Sequence = ++_sequence;
        segment.Older = _newest[chain];
        if (segment.Older != Segment.None)
            Segments[segment.Older].Newer = number;
        else
            _oldest[chain] = number;
        _newest[chain] = number;
        _open[chain] = number;
        return number;
    }

    /// <summary>Nothing is written to it any more.</summary>
    public readonly void Close(int number)
    {
        ref var segment = ref Segments[number];
        if (!segment.IsOpen)
            return;
        segment.IsOpen = false;
        _open[ChainOf(segment.Queue, segment.Class)] = Segment.None;
    }

    /// <summary>Frees a segment that holds nothing alive.</summary>
    public readonly void Retire(int number)
    {
        Close(number);
        ref var segment = ref Segments[number];
        Debug.Assert(segment.LiveBytes == 0 && segment.Sequence != 0, "only what is empty and in use is retired");
        var chain = ChainOf(segment.Queue, segment.Class);
        if (segment.Older != Segment.None)
            Segments[segment.Older].Newer = segment.Newer;
        else
            _oldest[chain] = segment.Newer;
        if (segment.Newer != Segment.None)
            Segments[segment.Newer].Older = segment.Older;
        else
            _newest[chain] = segment.Older;
        segment = new Segment { Base = segment.Base, ChargedBytes = segment.ChargedBytes };
        _free.Push(number);
    }

    /// <summary>Starts an open segment that holds nothing alive from its beginning again; false when it is worth freeing.</summary>
    public readonly bool TryReset(int number)
    {
        ref var segment = ref Segments[number];
        Debug.Assert(segment is { LiveBytes: 0, IsOpen: true }, "only what is open and empty is reset");
        if (segment.End > _chargeStepBytes)
            return false;
        segment.Start = 0;
        segment.End = 0;
        segment.MinExpiryMs = 0;
        segment.MaxExpiryMs = 0;
        return true;
    }

    /// <summary>Gives every segment back.</summary>
    public void Clear()
    {
        for (var number = 1; number < NumberLimit; number++)
        {
            if (Segments[number].Base != 0)
                memory.Arena.Return((byte*)Segments[number].Base, segmentBytes);
        }

        memory.Charge(-Bytes);
        Bytes = 0;
        Array.Clear(Segments);
        Array.Clear(_open);
        Array.Clear(_oldest);
        Array.Clear(_newest);
        _free.Clear();
        _unused.Clear();
        NumberLimit = 1;
        Count = 0;
    }

    /// <summary><see cref="Bytes"/> the slow way.</summary>
    public readonly long RecountedBytes()
    {
        long bytes = 0;
        for (var number = 1; number < NumberLimit; number++)
            bytes += Segments[number].ChargedBytes;
        return bytes;
    }

    private static int ChainOf(LogQueue queue, int expiryClass) => ((int)queue * ExpiryClass.Count) + expiryClass;

    private readonly int ChargeFor(int end) =>
        Math.Min(segmentBytes, (end + _chargeStepBytes - 1) & ~(_chargeStepBytes - 1));

    private void ChargeTo(ref Segment segment, int bytes)
    {
        memory.Charge(bytes - segment.ChargedBytes);
        Bytes += bytes - segment.ChargedBytes;
        segment.ChargedBytes = bytes;
    }

    private void Map(int chargedBytes)
    {
        if (!_unused.TryPop(out var number))
        {
            number = NumberLimit++;
            if (number == Segments.Length)
            {
                var segments = Segments;
                Array.Resize(ref segments, segments.Length * 2);
                Segments = segments;
            }

            if (((long)(number + 1) << segmentShift) >> SlotRef.AddressBits != 0)
                throw new InvalidOperationException("a shard holds more bytes than its index can address");
        }

        Segments[number].Base = (nint)memory.Arena.Rent(segmentBytes);
        Segments[number].ChargedBytes = chargedBytes;
        Count++;
        _free.Push(number);
    }
}
