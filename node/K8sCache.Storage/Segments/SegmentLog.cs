using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Sweeping;

namespace K8sCache.Storage.Segments;

/// <summary>
/// A shard's entries, one after the other in segments; the segments stand in chains by queue and expiry class, oldest
/// first. An address is the number of a segment and an offset in it.
/// </summary>
/// <remarks>
/// Never fails to append: where no free segment is at hand it takes one past the limit, and whoever wrote trims.
/// Writers make room first, so that is rare.
/// </remarks>
internal sealed unsafe partial class SegmentLog
{
    private const int MinChargeStepBytes = 16 * 1024;

    private const int ChainCount = 2 * ExpiryClass.Count;

    private readonly ShardMemory _memory;
    private readonly SweepSignal _sweeps;

    // A segment is charged in steps of this, as it is written to: what the system gives and takes back is whole pages.
    private readonly int _chargeStepBytes;
    private readonly int _shift;
    private readonly Stack<int> _free = new();
    private readonly Stack<int> _unused = new();
    private readonly int[] _open = new int[ChainCount];
    private readonly int[] _oldest = new int[ChainCount];
    private readonly int[] _newest = new int[ChainCount];
    private readonly long[] _weights = new long[2];
    private Segment[] _segments = new Segment[16];
    private int _lastWritten;
    private int _nextSegment = 1;
    private long _sequence;

    public SegmentLog(ShardMemory memory, int segmentBytes, SweepSignal sweeps)
    {
        Debug.Assert(int.IsPow2(segmentBytes), "an address splits by bits");
        _memory = memory;
        _chargeStepBytes = Math.Max(MinChargeStepBytes, memory.Arena.PageBytes);
        _sweeps = sweeps;
        SegmentBytes = segmentBytes;
        _shift = BitOperations.Log2((uint)segmentBytes);
        MaxItemBytes = segmentBytes / 4;
    }

    public int SegmentBytes { get; }

    /// <summary>Longer entries get a block of their own.</summary>
    public int MaxItemBytes { get; }

    public int FreeCount => _free.Count;

    /// <summary>Segments with memory, free ones among them.</summary>
    public int SegmentCount { get; private set; }

    /// <summary>Bytes of all segments as far as they are written to, free ones among them; blocks are not.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of dead entries in all segments.</summary>
    public long DeadBytes { get; private set; }

    /// <summary>Bytes of a queue's entries, their blocks included.</summary>
    public long Weight(LogQueue queue) => _weights[(int)queue];

    public ref Segment this[int segment] => ref _segments[segment];

    public int SegmentOf(long address) => (int)(address >> _shift);

    public int OffsetOf(long address) => (int)address & (SegmentBytes - 1);

    public long AddressOf(int segment, int offset) => ((long)segment << _shift) + offset;

    /// <summary>The bytes in the log: an entry, or the stub of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Item RawAt(long address)
    {
        ref var segment = ref _segments[SegmentOf(address)];
        Debug.Assert(segment.Base != 0 && OffsetOf(address) < segment.End, "an address inside a segment in use");
        return new Item((byte*)segment.Base + OffsetOf(address));
    }

    /// <summary>The entry, wherever its bytes are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Item ItemAt(long address)
    {
        var raw = RawAt(address);
        return raw.IsStub ? new Item(raw.Block) : raw;
    }

    /// <summary>Has the processor fetch the first lines of an entry. Needs no lock: any address will do.</summary>
    public void Prefetch(long address)
    {
        var segments = _segments;
        var number = SegmentOf(address);
        if ((uint)number < (uint)segments.Length)
            Prefetching.FetchEntry((byte*)segments[number].Base + OffsetOf(address));
    }

    /// <summary>As <see cref="RawAt"/>, of what is gone through in order: has the processor fetch what comes some way on.</summary>
    public Item PrefetchingItemAt(long address)
    {
        var item = RawAt(address);
        Prefetching.FetchAhead(item.At);
        return item;
    }

    /// <summary>Whether this fits behind what was last written there.</summary>
    public bool HasOpenRoom(LogQueue queue, int expiryClass, long length)
    {
        var open = _open[ChainOf(queue, expiryClass)];
        return open != Segment.None && _segments[open].End + length <= SegmentBytes;
    }

    /// <summary>Whether this fits into the segment that the last new entry went to.</summary>
    public bool HasRoomWhereLastWritten(long length) =>
        _lastWritten != Segment.None && _segments[_lastWritten] is { IsOpen: true } last && last.End + length <= SegmentBytes;

    /// <summary>Lays an entry out at the end of a queue; its version and payload are the caller's to fill in.</summary>
    public long Append(LogQueue queue, int expiryClass, in ItemSpec spec, ReadOnlySpan<byte> key)
    {
        var length = Item.LengthOf(spec);
        if (length <= MaxItemBytes)
        {
            var address = Take(queue, expiryClass, (int)length);
            Item.Write(RawAt(address).At, spec, key);
            return address;
        }

        var block = _memory.Blocks.Allocate(length);
        _memory.Charge(EntryBlocks.AllocatedBytes(length));
        Item.Write(block, spec, key);
        var stub = Take(queue, expiryClass, Item.StubLength);
        Item.WriteStub(RawAt(stub).At, spec.Kind, block, length);
        _weights[(int)queue] += length;
        return stub;
    }

    /// <summary>Moves an entry's bytes to the end of a queue; its block, if it has one, stays where it is.</summary>
    public long Move(long address, LogQueue queue, int expiryClass)
    {
        var from = RawAt(address);
        var length = from.Length;
        var to = Take(queue, expiryClass, length);
        Buffer.MemoryCopy(from.At, RawAt(to).At, length, length);
        _weights[(int)queue] += BlockBytesOf(from);
        Leave(address, from);
        return to;
    }

    /// <summary>Takes an entry out: its bytes are dead, its block is freed.</summary>
    public void Kill(long address)
    {
        var raw = RawAt(address);
        Leave(address, raw);
        if (raw.IsStub)
        {
            _memory.Charge(-EntryBlocks.AllocatedBytes(raw.BlockBytes));
            _memory.Blocks.Free(raw.Block, raw.BlockBytes);
        }

        raw.MarkDead();
    }

    /// <summary>Steps over bytes at a segment's start that nothing alive is in.</summary>
    public void Skip(int number, int length)
    {
        _segments[number].Start += length;
        DeadBytes -= length;
    }

    /// <summary>The oldest segment of a queue; none when it is empty.</summary>
    public int OldestOf(LogQueue queue)
    {
        var oldest = Segment.None;
        for (var chain = ChainOf(queue, 0); chain < ChainOf(queue, ExpiryClass.Count); chain++)
        {
            var candidate = _oldest[chain];
            if (candidate != Segment.None
                && (oldest == Segment.None || _segments[candidate].Sequence < _segments[oldest].Sequence))
                oldest = candidate;
        }

        return oldest;
    }

    private static int ChainOf(LogQueue queue, int expiryClass) => ((int)queue * ExpiryClass.Count) + expiryClass;

    private int ChargeFor(int end) =>
        Math.Min(SegmentBytes, (end + _chargeStepBytes - 1) & ~(_chargeStepBytes - 1));

    private void ChargeTo(ref Segment segment, int bytes)
    {
        _memory.Charge(bytes - segment.ChargedBytes);
        Bytes += bytes - segment.ChargedBytes;
        segment.ChargedBytes = bytes;
    }

    private static long BlockBytesOf(Item raw) => raw.IsStub ? raw.BlockBytes : 0;

    private void Leave(long address, Item raw)
    {
        var length = raw.Length;
        ref var segment = ref _segments[SegmentOf(address)];
        segment.LiveBytes -= length;
        _weights[(int)segment.Queue] -= length + BlockBytesOf(raw);
        DeadBytes += length;
        _sweeps.Raise();
        Debug.Assert(segment.LiveBytes >= 0, "no entry dies twice");
    }

    private long Take(LogQueue queue, int expiryClass, int length)
    {
        var chain = ChainOf(queue, expiryClass);
        var number = _open[chain];
        if (number == Segment.None || _segments[number].End + length > SegmentBytes)
            number = Open(queue, expiryClass);
        ref var segment = ref _segments[number];
        if (queue == LogQueue.Small)
            _lastWritten = number;
        var address = AddressOf(number, segment.End);
        Prefetching.FetchAhead((byte*)segment.Base + segment.End);
        segment.End += length;
        segment.LiveBytes += length;
        if (segment.End > segment.ChargedBytes)
            ChargeTo(ref segment, ChargeFor(segment.End));
        _weights[(int)queue] += length;
        return address;
    }
}
