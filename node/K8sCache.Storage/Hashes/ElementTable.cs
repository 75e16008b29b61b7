using System.Diagnostics;
using System.Numerics;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>
/// A large collection of distinct byte strings: dense arrays, so that any element is drawn at random in one step, and
/// chained buckets over them. An element is one array: the bytes it is looked up by and, behind them, what belongs to it.
/// </summary>
/// <remarks>
/// The bucket is the top bits of the hash. So walking the buckets in order walks the elements in the order of their
/// hashes, whatever the size of the table; a cursor is a place in that order. It stays right when the table grows or
/// shrinks between two calls, and on another copy, whose table has another size, provided both hash with one seed.
/// </remarks>
internal abstract class ElementTable : LargeValue
{
    protected const int None = -1;

    private const int MinCapacity = 4;
    private const int HashBits = 32;

    // This object with its fields, the derived ones included.
    private const int FixedBytes = 96;

    // Empty buckets looked at for each element wanted, before a call ends with fewer.
    private const int BucketsPerElement = 10;

    private readonly ulong _seed;
    private int[] _buckets = new int[MinCapacity];
    private ElementLink[] _links = new ElementLink[MinCapacity];
    private byte[][] _items = new byte[MinCapacity][];
    private int _shift = HashBits - 2;
    private int _count;
    private long _itemBytes;

    protected ElementTable(ulong seed) => _seed = seed;

    public sealed override int Count => _count;

    public override long HeapBytes =>
        FixedBytes + _itemBytes + HeapSize.Array<int>(_buckets.Length)
        + HeapSize.Array<ElementLink>(_links.Length) + HeapSize.Array<byte[]>(_items.Length);

    /// <summary>Elements there is room for without growing.</summary>
    protected int Capacity => _links.Length;

    /// <summary>Most that one more element of that many bytes can add, growth of the arrays spread over the elements.</summary>
    public static long UpperBound(long length) =>
        HeapSize.Bytes(length) + (3 * (sizeof(int) + 12 + sizeof(long)));

    public ReadOnlySpan<byte> KeyAt(int index) => _items[index].AsSpan(0, _links[index].KeyLength);

    public ReadOnlySpan<byte> TailAt(int index) => _items[index].AsSpan(_links[index].KeyLength);

    /// <summary>Where the element is; -1 = nowhere. Places change with every removal.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var hash = HashOf(key);
        for (var index = _buckets[hash >> _shift] - 1; index != None; index = _links[index].Next - 1)
        {
            ref var link = ref _links[index];
            if (link.Hash == hash && link.KeyLength == key.Length && KeyAt(index).SequenceEqual(key))
                return index;
        }

        return None;
    }

    /// <summary>
    /// Visits about <paramref name="count"/> elements from a cursor on; the cursor to go on from, 0 = all were visited.
    /// One that is there from the first call to the last is visited exactly once.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : IElementVisitor, allows ref struct
    {
        if (cursor > uint.MaxValue)
            return 0;
        var from = (uint)cursor;
        var bucket = from >> _shift;
        var remaining = (long)count;
        var bucketsLeft = remaining * BucketsPerElement;
        while (bucket < _buckets.Length && remaining > 0 && bucketsLeft-- > 0)
        {
            for (var index = _buckets[bucket] - 1; index != None; index = _links[index].Next - 1)
            {
                if (_links[index].Hash < from)
                    continue;
                visitor.Visit(index);
                remaining--;
            }

            bucket++;
        }

        return bucket == _buckets.Length ? 0 : (ulong)bucket << _shift;
    }

    /// <summary>Adds what is not there yet; its place.</summary>
    protected int Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail)
    {
        Debug.Assert(Find(key) == None, "an element stands twice in the table");
        if (_count == _links.Length)
            Resize(_links.Length * 2);
        var hash = HashOf(key);
        var index = _count++;
        ref var bucket = ref _buckets[hash >> _shift];
        _links[index] = new ElementLink { Hash = hash, Next = bucket, KeyLength = key.Length };
        bucket = index + 1;
        _items[index] = [.. key, .. tail];
        _itemBytes += HeapSize.Bytes(_items[index].Length);
        return index;
    }

    protected void ReplaceTail(int index, ReadOnlySpan<byte> tail)
    {
        ref var item = ref _items[index];
        var keyLength = _links[index].KeyLength;
        if (item.Length != keyLength + tail.Length)
        {
            _itemBytes -= HeapSize.Bytes(item.Length);
            item = [.. item.AsSpan(0, keyLength), .. tail];
            _itemBytes += HeapSize.Bytes(item.Length);
            return;
        }

        tail.CopyTo(item.AsSpan(keyLength));
    }

    /// <summary>Removes an element; the last one takes its place.</summary>
    protected void RemoveAt(int index)
    {
        LinkTo(index) = _links[index].Next;
        _itemBytes -= HeapSize.Bytes(_items[index].Length);
        var last = --_count;
        if (index != last)
        {
            LinkTo(last) = index + 1;
            _links[index] = _links[last];
            _items[index] = _items[last];
        }

        _items[last] = null!;
        if (_count < _links.Length / 8 && _links.Length > MinCapacity)
            Resize(_links.Length / 2);
    }

    /// <summary>The bucket or link that leads to an element.</summary>
    private ref int LinkTo(int index)
    {
        ref var link = ref _buckets[_links[index].Hash >> _shift];
        while (link != index + 1)
            link = ref _links[link - 1].Next;
        return ref link;
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref _links, capacity);
        Array.Resize(ref _items, capacity);
        _buckets = new int[capacity];
        _shift = HashBits - BitOperations.Log2((uint)capacity);
        for (var index = 0; index < _count; index++)
        {
            ref var bucket = ref _buckets[_links[index].Hash >> _shift];
            _links[index].Next = bucket;
            bucket = index + 1;
        }
    }

    private uint HashOf(ReadOnlySpan<byte> key) => (uint)(KeyHash.Compute(key, _seed) >> HashBits);
}
