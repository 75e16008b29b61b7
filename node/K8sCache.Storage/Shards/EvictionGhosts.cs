using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Hashes of keys evicted not long ago, in buckets of four that forget their oldest first. Eight bytes for each entry
/// of the table; adding a page moves the buckets and so forgets some, which costs a few hits and no correctness.
/// </summary>
internal struct EvictionGhosts
{
    private const int BucketLength = 4;

    /// <summary>Ghosts of the small queue are remembered for this share of the entry count in evictions.</summary>
    private const int MemoryPercent = 90;

    /// <summary>An eviction is recent within this part of the entry count.</summary>
    private const int RecentDivisor = 20;

    private PagedArray<Ghost> _ghosts = new();
    private uint _smallEvictions;
    private uint _mainEvictions;

    public EvictionGhosts()
    {
    }

    public static long PageBytes => PagedArray<Ghost>.PageBytes;

    public void AddPage() => _ghosts.AddPage();

    public void Remember(uint hash, bool fromMain)
    {
        var eviction = fromMain ? ++_mainEvictions : ++_smallEvictions;
        var first = FirstOf(hash);
        var oldest = first;
        for (var index = first; index < first + BucketLength; index++)
        {
            if (Age(_ghosts.At(index)) > Age(_ghosts.At(oldest)))
                oldest = index;
        }
        _ghosts.At(oldest) = new Ghost { Hash = hash, Eviction = eviction << 1 | (fromMain ? 1u : 0u) };
    }

    /// <summary>Looks a key up and forgets it.</summary>
    public GhostHit Take(uint hash, int entryCount)
    {
        if (_ghosts.Capacity == 0)
            return GhostHit.None;
        var first = FirstOf(hash);
        for (var index = first; index < first + BucketLength; index++)
        {
            ref var ghost = ref _ghosts.At(index);
            if (ghost.Hash != hash || ghost.Eviction == 0)
                continue;
            var age = Age(ghost);
            var fromMain = ghost.IsFromMain;
            ghost = default;
            var recent = age < Math.Max(4, entryCount / RecentDivisor);
            if (fromMain)
                return recent ? GhostHit.FromMainRecently : GhostHit.None;
            if (age < Math.Max(1, (long)entryCount * MemoryPercent / 100))
                return recent ? GhostHit.FromSmallRecently : GhostHit.FromSmall;
            return GhostHit.None;
        }
        return GhostHit.None;
    }

    /// <summary>Evictions of the same queue since; an empty place is the oldest of all.</summary>
    private readonly long Age(in Ghost ghost)
        => ghost.Eviction == 0 ? long.MaxValue
            : ((ghost.IsFromMain ? _mainEvictions : _smallEvictions) - (ghost.Eviction >> 1)) & (uint.MaxValue >> 1);

    private readonly int FirstOf(uint hash)
    {
        // The table's buckets use the low bits; a multiplication spreads them over the high ones used here.
        var buckets = (ulong)(_ghosts.Capacity / BucketLength);
        return (int)((hash * 2654435769u) * buckets >> 32) * BucketLength;
    }

    private struct Ghost
    {
        public uint Hash;

        /// <summary>The eviction's number in its queue, shifted by one, and the queue; 0 = empty.</summary>
        public uint Eviction;

        public readonly bool IsFromMain => (Eviction & 1) != 0;
    }
}
