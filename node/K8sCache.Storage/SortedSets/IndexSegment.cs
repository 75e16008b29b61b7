using K8sCache.Storage.Memory;

namespace K8sCache.Storage.SortedSets;

/// <summary>One open-addressed table of a <see cref="MemberIndex"/>; a hash of 0 marks a free place.</summary>
internal sealed class IndexSegment(int capacity, int depth)
{
    private const int ObjectBytes = 48;

    private readonly uint[] _hashes = new uint[capacity];
    private readonly byte[]?[] _records = new byte[capacity][];

    /// <summary>How many upper bits of their hashes all records here share.</summary>
    public int Depth { get; } = depth;

    public int Capacity => _hashes.Length;

    public int Count { get; private set; }

    public bool IsFull => Count >= Capacity - (Capacity >> 3);

    public long HeapBytes => ObjectBytes + HeapSize.Array<uint>(Capacity) + HeapSize.Array<long>(Capacity);

    public byte[]? Find(uint hash, ReadOnlySpan<byte> member)
    {
        var mask = _hashes.Length - 1;
        for (var at = (int)hash & mask; _hashes[at] != 0; at = (at + 1) & mask)
        {
            if (_hashes[at] == hash && ScoredMember.MemberOf(_records[at]!).SequenceEqual(member))
                return _records[at];
        }

        return null;
    }

    public void Add(uint hash, byte[] record)
    {
        var mask = _hashes.Length - 1;
        var at = (int)hash & mask;
        while (_hashes[at] != 0)
            at = (at + 1) & mask;
        _hashes[at] = hash;
        _records[at] = record;
        Count++;
    }

    public void Remove(uint hash, byte[] record)
    {
        var mask = _hashes.Length - 1;
        var hole = (int)hash & mask;
        while (!ReferenceEquals(_records[hole], record))
            hole = (hole + 1) & mask;

        // What stands behind moves up, so that no look-up ends early at the hole.
        for (var at = (hole + 1) & mask; _hashes[at] != 0; at = (at + 1) & mask)
        {
            var home = (int)_hashes[at] & mask;
            if (((at - home) & mask) < ((at - hole) & mask))
                continue;
            _hashes[hole] = _hashes[at];
            _records[hole] = _records[at];
            hole = at;
        }

        _hashes[hole] = 0;
        _records[hole] = null;
        Count--;
    }

    /// <summary>Adds all records whose hash has that bit to the one, the others to the other.</summary>
    public void Distribute(uint bit, IndexSegment without, IndexSegment with)
    {
        for (var at = 0; at < _hashes.Length; at++)
        {
            if (_hashes[at] != 0)
                ((_hashes[at] & bit) == 0 ? without : with).Add(_hashes[at], _records[at]!);
        }
    }

    /// <summary>Visits the records whose hash is in the range, both ends included.</summary>
    public void Visit<TVisitor>(uint first, uint last, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        for (var at = 0; at < _hashes.Length; at++)
        {
            if (_hashes[at] != 0 && _hashes[at] >= first && _hashes[at] <= last)
                visitor.Visit(ScoredMember.MemberOf(_records[at]!), ScoredMember.ScoreOf(_records[at]!));
        }
    }
}
