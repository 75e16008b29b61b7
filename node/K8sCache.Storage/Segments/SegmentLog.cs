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
    private readonly ShardMemory _memory;
    private readonly SweepSignal _sweeps;
    private readonly int _shift;
    private readonly long[] _weights = new long[2];
    private SegmentStore _store;
    private int _lastWritten;

    public SegmentLog(ShardMemory memory, int segmentBytes, SweepSignal sweeps)
    {
        Debug.Assert(int.IsPow2(segmentBytes), "an address splits by bits");
        _memory = memory;
        _sweeps = sweeps;
        SegmentBytes = segmentBytes;
        _shift = BitOperations.Log2((uint)segmentBytes);
        _store = new SegmentStore(memory, segmentBytes, _shift);
        MaxItemBytes = segmentBytes / 4;
    }

    public int SegmentBytes { get; }

    /// <summary>Longer entries get a block of their own.</summary>
    public int MaxItemBytes { get; }

    public int FreeCount => _store.FreeCount;

    /// <inheritdoc cref="SegmentStore.Count"/>
    public int SegmentCount => _store.Count;

    /// <inheritdoc cref="SegmentStore.Bytes"/>
    public long Bytes => _store.Bytes;

    /// <summary>Bytes of dead entries in all segments.</summary>
    public long DeadBytes { get; private set; }

    /// <summary>Bytes of a queue's entries, their blocks included.</summary>
    public long Weight(LogQueue queue) => _weights[(int)queue];

    public ref Segment this[int segment] => ref _store.Segments[segment];

    public int SegmentOf(long address) => (int)(address >> _shift);

    public int OffsetOf(long address) => (int)address & (SegmentBytes - 1);

    public long AddressOf(int segment, int offset) => ((long)segment << _shift) + offset;

    /// <summary>The bytes in the log: an entry, or the stub of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Item RawAt(long address)
    {
        ref var segment = ref _store.Segments[SegmentOf(address)];
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
        var segments = _store.Segments;
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
        var open = _store.OpenOf(queue, expiryClass);
        return open != Segment.None && _store.Segments[open].End + length <= SegmentBytes;
    }

    /// <summary>Whether this fits into the segment that the last new entry went to.</summary>
    public bool HasRoomWhereLastWritten(long length) =>
        _lastWritten != Segment.None && _store.Segments[_lastWritten] is { IsOpen: true } last && last.End + length <= SegmentBytes;

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
        _store.Segments[number].Start += length;
        DeadBytes -= length;
    }

    /// <inheritdoc cref="SegmentStore.OldestOf"/>
    public int OldestOf(LogQueue queue) => _store.OldestOf(queue);

    private static long BlockBytesOf(Item raw) => raw.IsStub ? raw.BlockBytes : 0;

    private void Leave(long address, Item raw)
    {
        var length = raw.Length;
        ref var segment = ref _store.Segments[SegmentOf(address)];
        segment.LiveBytes -= length;
        _weights[(int)segment.Queue] -= length + BlockBytesOf(raw);
        DeadBytes += length;
        _sweeps.Raise();
        Debug.Assert(segment.LiveBytes >= 0, "no entry dies twice");
    }

    private long Take(LogQueue queue, int expiryClass, int length)
    {
        var number = _store.OpenOf(queue, expiryClass);
        if (number == Segment.None || _store.Segments[number].End + length > SegmentBytes)
            number = _store.Open(queue, expiryClass);
        ref var segment = ref _store.Segments[number];
        if (queue == LogQueue.Small)
            _lastWritten = number;
        var address = AddressOf(number, segment.End);
        Prefetching.FetchAhead((byte*)segment.Base + segment.End);
        segment.End += length;
        segment.LiveBytes += length;
        _store.ChargeWritten(ref segment);
        _weights[(int)queue] += length;
        return address;
    }
}
