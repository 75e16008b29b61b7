using System.Runtime.CompilerServices;
using K8sCache.Storage.Index;
using K8sCache.Storage.Keys;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>
/// A shard's entries: an index over a log of segments, and the objects of large ones. Finds, and changes nothing. A struct, so that
/// each part of a shard reaches the three directly.
/// </summary>
internal readonly struct EntryTable
{
    /// <summary>One past the last hash: a walk that arrives here has seen the shard.</summary>
    public const ulong HashEnd = 1UL << 32;

    /// <summary>Buckets looked at under one hold of the lock: some hundred entries, tens of microseconds.</summary>
    public const int BucketsPerHold = 64;

    // A slot of the index at its usual fill, and a ghost.
    private const int IndexBytesPerEntry = 14;

    private readonly ulong _hashSeed;

    public EntryTable(EngineContext context, ShardMemory memory)
    {
        _hashSeed = context.HashSeed;
        Context = context;
        Log = new SegmentLog(memory, context.SegmentBytes, context.Sweeps);
        Index = new HashIndex(context.LinesPerPageShift, memory, new EntryHashes(Log, context.HashSeed));
        Larges = new LargeValues(memory);
    }

    public EngineContext Context { get; }

    public HashIndex Index { get; }

    public SegmentLog Log { get; }

    public LargeValues Larges { get; }

    public uint HashOf(ReadOnlySpan<byte> key) => (uint)KeyHash.Compute(key, _hashSeed);

    /// <summary>The key's entry, whatever it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Entry Find(uint hash, ReadOnlySpan<byte> key)
    {
        var search = Index.Begin(hash);
        while (search.Next(Index) is { IsNone: false } slot)
        {
            var address = slot.Address;
            var item = Log.ItemAt(address);
            if (item.Key.SequenceEqual(key))
                return new Entry(slot, address, item);
        }

        return default;
    }

    /// <summary>
    /// The key's entry when it has a value; false when that has expired, and is to go before anything else is done.
    /// </summary>
    public bool TryFindLive(uint hash, ReadOnlySpan<byte> key, out Entry entry)
    {
        entry = Find(hash, key);
        if (entry.IsNone)
            return true;
        if (entry.Item.Kind != EntryKind.Tombstone)
            return !entry.Item.HasExpiry || !entry.Item.IsExpired(Context.NowMs);
        entry = default;
        return true;
    }

    public Entry EntryAt(uint hash, long address) => new(Index.Find(hash, address), address, Log.ItemAt(address));

    /// <summary>The entry of a collected slot when its hash is in the range, with that hash; else none.</summary>
    public Entry EntryOf(ulong slot, ulong from, ulong end, out uint hash)
    {
        var address = SlotRef.AddressOf(slot);
        var item = Log.ItemAt(address);
        hash = HashOf(item.Key);
        return hash >= from && hash < end ? new Entry(default, address, item) : default;
    }

    /// <summary>The slot of an entry that was found: where it was then, unless the index moved it since.</summary>
    public SlotRef PlaceOf(uint hash, in Entry entry) =>
        !entry.Slot.IsNone && entry.Slot.Address == entry.Address ? entry.Slot : Index.Find(hash, entry.Address);

    public LargeValue? LargeOf(in Entry entry) => !entry.IsNone && entry.Item.IsLarge ? Larges[entry.Item] : null;

    /// <summary>What can be told about an entry.</summary>
    public EntryFacts FactsOf(in Entry entry)
    {
        var raw = Log.RawAt(entry.Address);
        var bytes = raw.Length + IndexBytesPerEntry
            + (raw.IsStub ? EntryBlocks.AllocatedBytes(raw.BlockBytes) : 0)
            + (entry.Item.IsLarge ? Larges.BytesOf(entry.Item) : 0);
        return new EntryFacts(
            entry.Slot.Uses,
            bytes,
            (long)(entry.Item.Version(Context.Nodes).Clock >> EntryVersion.CounterBits));
    }

    /// <summary>Visits live keys from a hash on, in the order of hashes. The hash to go on from.</summary>
    public ulong Scan<TVisitor>(ulong from, ref int remaining, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        var nowMs = Context.NowMs;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < HashEnd && buckets < BucketsPerHold && remaining > 0; buckets++)
        {
            var count = Index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = EntryOf(group[i], from, next, out _);
                if (!entry.HasValue || entry.Item.IsExpired(nowMs))
                    continue;
                visitor.Visit(entry.Item.Key, entry.Item.Kind);
                remaining--;
            }

            from = next;
        }

        return from;
    }
}
