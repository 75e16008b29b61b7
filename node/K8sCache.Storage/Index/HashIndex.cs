using System.Diagnostics;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Index;

/// <summary>
/// Where each entry of a shard is. A bucket is one cache line of eight slots; an entry whose bucket is full lies in
/// one of the next, with its distance in its slot, and those that are nearer to their own make way for it (Celis, "Robin
/// Hood hashing", 1986): so at 86 % filled the farthest lies a few buckets away. Buckets are in the order of the hashes (bucket = hash × buckets / 2³²),
/// so the table grows by any factor, in place and a few buckets at a time, and a walk in hash order stays valid while it does.
/// </summary>
/// <remarks>
/// Invariant: between an entry's bucket and where it lies, all buckets are full of entries at least as far from theirs
/// as it would be there; so a search ends at the first that is not. While the table changes its size, hashes below <see cref="_frontier"/> belong to <see cref="_low"/> buckets,
/// those from it on to <see cref="_high"/>.
/// </remarks>
internal sealed unsafe partial class HashIndex
{
    public const int SlotsPerBucket = 8;
    public const int MaxDisplacement = 15;

    /// <summary>Most slots of one bucket's entries.</summary>
    public const int MaxGroup = SlotsPerBucket * (MaxDisplacement + 1);

    // Eight growths make a table two and a half times as large.
    private const int MaxGrowthsAtOnce = 8;

    private const ulong AllHashes = 1UL << 32;
    private const ulong DisplacementMask = (ulong)MaxDisplacement << SlotRef.DisplacementShift;
    private const ulong MatchMask = ~0UL << SlotRef.DisplacementShift;

    private readonly IHashSource _hashes;
    private LinePages _lines;
    private uint _low;
    private uint _high;
    private ulong _frontier = AllHashes;

    public HashIndex(int linesPerPageShift, ShardMemory memory, IHashSource hashes)
    {
        _hashes = hashes;
        _lines = new LinePages(linesPerPageShift, memory);
    }

    public int Count { get; private set; }

    public long Bytes => _lines.Bytes;

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
    public Search Begin(uint hash) => _low == 0 ? default : new Search(this, hash);

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
        Unplace(removed);
        Count--;
        ShrinkIfEmpty();
    }

    public void Clear()
    {
        _lines.Clear();
        _low = 0;
        _high = 0;
        _frontier = AllHashes;
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
        nextHash = AllHashes;
        if (_low == 0)
            return 0;
        var home = HomeOf(hash);
        nextHash = hash < _frontier
            ? Math.Min(FirstHash(home + 1, _low), _frontier)
            : FirstHash(home + 1, _high);
        return Gather(home, slots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint HomeOf(uint hash) => (uint)((hash * (ulong)(hash < _frontier ? _low : _high)) >> 32);

    private static ulong FirstHash(uint home, uint buckets) =>
        Math.Min(AllHashes, (((ulong)home << 32) + buckets - 1) / buckets);

    private ulong* Bucket(uint index) => (ulong*)_lines.Line(index);

    /// <summary>Places a slot; when one finds no place within reach, that one, its distance cleared, is left in hand.</summary>
    private bool TryPlace(uint hash, ref ulong slot)
    {
        Debug.Assert(SlotRef.AddressOf(slot) != 0, "an address of zero would look like an empty slot");
        var index = HomeOf(hash);
        for (var displacement = 0; displacement <= MaxDisplacement; displacement++, index++)
        {
            var bucket = Bucket(index);
            var empty = EmptyOf(bucket);
            var placed = slot | ((ulong)displacement << SlotRef.DisplacementShift);
            if (empty != 0)
            {
                bucket[uint.TrailingZeroCount(empty)] = placed;
                return true;
            }

            // The nearest makes way, or entries that stay would end the search for it too early.
            if (NearerThan(bucket, displacement) == 0)
                continue;
            var nearest = NearestOf(bucket);
            displacement = DisplacementOf(*nearest);
            slot = *nearest & ~DisplacementMask;
            *nearest = placed;
        }

        return false;
    }

    /// <summary>Empties a slot and closes the gap: what had to pass its bucket comes one nearer, and so on behind it.</summary>
    private void Unplace(SlotRef removed)
    {
        var hole = removed.Pointer;
        *hole = 0;
        for (var index = removed.Bucket + 1; index < _lines.LineCount; index++)
        {
            var bucket = Bucket(index);
            var displaced = ~NearerThan(bucket, 1) & AllSlots;
            if (displaced == 0)
                return;
            var farthest = FarthestOf(bucket, displaced);
            *hole = *farthest - (1UL << SlotRef.DisplacementShift);
            hole = farthest;
            *hole = 0;
        }
    }

    private int Gather(uint home, Span<ulong> slots)
    {
        var count = 0;
        for (var displacement = 0; displacement <= MaxDisplacement; displacement++)
        {
            var bucket = Bucket(home + (uint)displacement);
            for (var i = 0; i < SlotsPerBucket; i++)
            {
                if (bucket[i] != 0 && DisplacementOf(bucket[i]) == displacement)
                    slots[count++] = bucket[i];
            }

            if (EmptyOf(bucket) != 0)
                break;
        }

        return count;
    }

    private static int DisplacementOf(ulong slot) => (int)(slot >> SlotRef.DisplacementShift) & MaxDisplacement;

    /// <summary>The candidates for one hash, in the order they are met.</summary>
    public ref struct Search
    {
        private readonly uint _home;
        private readonly uint _hash;
        private ulong* _bucket;
        private uint _matches;
        private int _displacement;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Search(HashIndex index, uint hash)
        {
            _hash = hash;
            _home = index.HomeOf(hash);
            _bucket = index.Bucket(_home);
            _matches = MatchesOf(_bucket, SlotRef.Pattern(hash, 0));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public SlotRef Next(HashIndex index)
        {
            while (_bucket != null)
            {
                while (_matches != 0)
                {
                    var slot = _bucket + uint.TrailingZeroCount(_matches);
                    _matches &= _matches - 1;
                    if (*slot != 0)
                        return new SlotRef(slot, _home + (uint)_displacement);
                }

                // An empty slot counts as one at distance 0: it ends the search of anything farther, too.
                if ((_displacement == 0 ? EmptyOf(_bucket) : NearerThan(_bucket, _displacement)) != 0
                    || ++_displacement > MaxDisplacement)
                    break;
                _bucket = index.Bucket(_home + (uint)_displacement);
                _matches = MatchesOf(_bucket, SlotRef.Pattern(_hash, _displacement));
            }

            return default;
        }
    }
}
