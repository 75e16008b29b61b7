using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Index;

/// <summary>
/// Where each entry of a shard is. A bucket is one cache line of eight slots; an entry whose bucket is full lies in
/// one of the next, with its distance in its slot, and those that are nearer to their own make way for it (Celis, "Robin
/// Hood hashing", 1986): so at 86 % filled the farthest lies a few buckets away. Buckets are in the order of the hashes
/// (bucket = hash × buckets / 2³²), so the table grows by any factor, in place and a few buckets at a time, and a walk in hash order
/// stays valid while it does.
/// </summary>
/// <remarks>
/// Invariant: between an entry's bucket and where it lies, all buckets are full of entries at least as far from theirs
/// as it would be there; so a search ends at the first that is not. While the table changes its size, hashes below
/// <see cref="_frontier"/> belong to <see cref="_low"/> buckets, those from it on to <see cref="_high"/>.
/// </remarks>
internal sealed unsafe partial class HashIndex
{
    public const int SlotsPerBucket = 8;
    public const int MaxDisplacement = 15;

    /// <summary>Most slots of one bucket's entries.</summary>
    public const int MaxGroup = SlotsPerBucket * (MaxDisplacement + 1);

    // Eight growths make a table two and a half times as large.
    private const int MaxGrowthsAtOnce = 8;

    // As many as Prefetch fetches.
    private const int PeekedBuckets = 2;


    private readonly IHashSource _hashes;
    private IndexBuckets _buckets;
    private uint _low;
    private uint _high;
    private ulong _frontier = BucketHashes.All;

    public HashIndex(int linesPerPageShift, ShardMemory memory, IHashSource hashes)
    {
        _hashes = hashes;
        _buckets = new IndexBuckets(new LinePages(linesPerPageShift, memory));
    }

    public int Count { get; private set; }

    public long Bytes => _buckets.Lines.Bytes;

    /// <summary>The slot of the entry at this address.</summary>
    public SlotRef Find(uint hash, long address)
    {
        var search = Begin(hash);
        while (search.Next(this) is { IsNone: false } slot)
        {
            if (slot.Address == address)
                return slot;
        }

        return default;
    }

    /// <summary>Starts looking at every entry that may have this hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IndexSearch Begin(uint hash) => _low == 0 ? default : new IndexSearch(this, hash);

    public void Insert(uint hash, long address)
    {
        if (_low == 0)
            Start();
        GrowIfFull();
        var slot = SlotRef.Pattern(hash, 0) | (ulong)address;
        var growths = 0;
        while (!TryPlace(hash, ref slot))
        {
            GrowNow(ref growths);
            hash = _hashes.HashAt(SlotRef.AddressOf(slot));
        }

        Count++;
    }

    public void Remove(SlotRef removed)
    {
        _buckets.Unplace(removed);
        Count--;
        ShrinkIfEmpty();
    }

    public void Clear()
    {
        _buckets.Lines.Clear();
        _low = 0;
        _high = 0;
        _frontier = BucketHashes.All;
        _shrinking = false;
        _unevenCount = long.MaxValue;
        Count = 0;
    }

    /// <summary>
    /// Copies the slots of the bucket that this hash belongs to. Some may be of other hashes than from this one to
    /// <paramref name="nextHash"/>, exclusive, where to go on: the caller looks at the keys.
    /// </summary>
    public int Collect(uint hash, Span<ulong> slots, out ulong nextHash)
    {
        nextHash = BucketHashes.All;
        if (_low == 0)
            return 0;
        var home = HomeOf(hash);
        nextHash = hash < _frontier
            ? Math.Min(BucketHashes.FirstHash(home + 1, _low), _frontier)
            : BucketHashes.FirstHash(home + 1, _high);
        return _buckets.Gather(home, slots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint HomeOf(uint hash) => (uint)((hash * (ulong)(hash < _frontier ? _low : _high)) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong* Bucket(uint index) => _buckets.At(index);

    /// <summary>
    /// Has the processor fetch where a search for the hash begins, and waits for nothing. May be called without the lock:
    /// what it then takes for the place may be another, which costs a fetch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(uint hash)
    {
        var bucket = _buckets.Lines.Peek(HomeOf(hash));
        Prefetching.Fetch(bucket);
        // Every third search goes on to the next.
        Prefetching.Fetch(bucket + LinePages.LineBytes);
    }

    /// <summary>
    /// Where an entry with this hash probably is, 0 = probably nowhere. Needs no lock where what it reads stays mapped: then
    /// the answer may be anything.
    /// </summary>
    public long PeekAddress(uint hash)
    {
        var home = HomeOf(hash);
        for (var displacement = 0; displacement < PeekedBuckets; displacement++)
        {
            var bucket = (ulong*)_buckets.Lines.Peek(home + (uint)displacement);
            if (bucket == null)
                return 0;
            var matches = BucketSlots.MatchesOf(bucket, SlotRef.Pattern(hash, displacement));
            if (matches != 0)
                return SlotRef.AddressOf(bucket[uint.TrailingZeroCount(matches)]);
        }

        return 0;
    }

    private bool TryPlace(uint hash, ref ulong slot) => _buckets.TryPlace(HomeOf(hash), ref slot);
}
