using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Where each entry of a shard is. A bucket is one cache line of eight slots; an entry whose bucket is full lies in
/// one of the next, with its distance in its slot. Buckets are in the order of the hashes (bucket = hash × buckets / 2³²),
/// so the table grows by any factor, in place and a few buckets at a time, and a walk in hash order stays valid while it does.
/// </summary>
/// <remarks>
/// Invariant: between an entry's bucket and where it lies, all buckets are full; so a search ends at the first that is
/// not. While the table changes its size, hashes below <see cref="_frontier"/> belong to <see cref="_low"/> buckets,
/// those from it on to <see cref="_high"/>.
/// </remarks>
internal sealed unsafe partial class HashIndex
{
    public const int SlotsPerBucket = 8;
    public const int MaxDisplacement = 15;

    /// <summary>Most slots of one bucket's entries.</summary>
    public const int MaxGroup = SlotsPerBucket * (MaxDisplacement + 1);

    private const ulong AllHashes = 1UL << 32;
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
        while (!TryPlace(hash, SlotRef.Pattern(hash, 0) | (ulong)address))
            GrowNow();
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

    private static uint EmptyOf(ulong* bucket) =>
        Vector256.Equals(Vector256.Load(bucket), Vector256<ulong>.Zero).ExtractMostSignificantBits()
        | (Vector256.Equals(Vector256.Load(bucket + 4), Vector256<ulong>.Zero).ExtractMostSignificantBits() << 4);

    private static uint MatchesOf(ulong* bucket, ulong pattern)
    {
        var wanted = Vector256.Create(pattern);
        var mask = Vector256.Create(MatchMask);
        return Vector256.Equals(Vector256.Load(bucket) & mask, wanted).ExtractMostSignificantBits()
            | (Vector256.Equals(Vector256.Load(bucket + 4) & mask, wanted).ExtractMostSignificantBits() << 4);
    }

    private bool TryPlace(uint hash, ulong slot)
    {
        Debug.Assert(SlotRef.AddressOf(slot) != 0, "an address of zero would look like an empty slot");
        var home = HomeOf(hash);
        for (var displacement = 0; displacement <= MaxDisplacement; displacement++)
        {
            var bucket = Bucket(home + (uint)displacement);
            var empty = EmptyOf(bucket);
            if (empty == 0)
                continue;
            bucket[uint.TrailingZeroCount(empty)] = slot | ((ulong)displacement << SlotRef.DisplacementShift);
            return true;
        }

        return false;
    }

    /// <summary>Empties a slot, and fills it again from further on as long as entries had to pass it.</summary>
    private void Unplace(SlotRef removed)
    {
        var hole = removed.Pointer;
        var bucket = removed.Bucket;
        var wasFull = EmptyOf(Bucket(bucket)) == 0;
        *hole = 0;
        var end = Math.Min(bucket + MaxDisplacement + 1, _lines.LineCount);
        for (var next = bucket + 1; wasFull && next < end; next++)
        {
            var line = Bucket(next);
            wasFull = EmptyOf(line) == 0;
            var distance = next - bucket;
            for (var i = 0; i < SlotsPerBucket; i++)
            {
                if (line[i] == 0 || DisplacementOf(line[i]) < distance)
                    continue;
                *hole = line[i] - ((ulong)distance << SlotRef.DisplacementShift);
                line[i] = 0;
                hole = line + i;
                bucket = next;
                end = Math.Min(bucket + MaxDisplacement + 1, _lines.LineCount);
                break;
            }
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

                if (EmptyOf(_bucket) != 0 || ++_displacement > MaxDisplacement)
                    break;
                _bucket = index.Bucket(_home + (uint)_displacement);
                _matches = MatchesOf(_bucket, SlotRef.Pattern(_hash, _displacement));
            }

            return default;
        }
    }
}
