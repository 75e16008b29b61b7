using System.Runtime.CompilerServices;

namespace K8sCache.Storage.SortedSets;

/// <summary>
/// Children in order; for each, how many elements are in it and an element none before it reaches and none in it is below.
/// </summary>
internal sealed class RankInner : RankNode
{
    /// <summary>Header, length, four references and the four arrays.</summary>
    public const int ObjectBytes = 64 + (4 * 24) + (Capacity * ((3 * sizeof(long)) + sizeof(int)));

    private readonly RankNode[] _children = new RankNode[Capacity];
    private readonly int[] _totals = new int[Capacity];
    private readonly double[] _scores = new double[Capacity];
    private readonly byte[][] _records = new byte[Capacity][];

    public override int Total
    {
        get
        {
            var total = 0;
            foreach (var part in _totals.AsSpan(0, Length))
                total += part;
            return total;
        }
    }

    public override (double Score, byte[] Record) First => (_scores[0], _records[0]);

    public RankNode ChildAt(int index) => _children[index];

    /// <summary>The child where elements stop being below.</summary>
    public int FindBelow<TBelow>(TBelow below)
        where TBelow : IBelow, allows ref struct
    {
        var (low, high) = (1, Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (below.Test(_scores[middle], ScoredMember.MemberOf(_records[middle])))
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    /// <summary>The child with the element of that rank in this node; the rank becomes the one in the child.</summary>
    public int FindRank(scoped ref int rank)
    {
        var child = 0;
        for (; child < Length - 1 && rank >= _totals[child]; child++)
            rank -= _totals[child];
        return child;
    }

    public int TotalBefore(int child)
    {
        var total = 0;
        foreach (var part in _totals.AsSpan(0, child))
            total += part;
        return total;
    }

    /// <summary>To be called after a child got or lost elements.</summary>
    public void AddTotal(int child, int difference) => _totals[child] += difference;

    public int TotalOf(int child) => _totals[child];

    public void Insert(int index, RankNode child)
    {
        Move(index, index + 1);
        Length++;
        _children[index] = child;
        _totals[index] = child.Total;
        (_scores[index], _records[index]) = child.First;
    }

    /// <summary>To be called after a child gave some of its elements to one behind it.</summary>
    public void Recount(int index) => _totals[index] = _children[index].Total;

    public void Remove(int index)
    {
        _children[index].Unlink();
        Move(index + 1, index);
        Length--;
        _children[Length] = null!;
        _records[Length] = null!;
    }

    /// <summary>Joins a child with few items with a neighbour where both fit in one: the node that is gone, if so.</summary>
    public RankNode? TryJoin(int child)
    {
        var left = child > 0 ? child - 1 : child;
        var right = left + 1;
        if (right >= Length || _children[left].Length + _children[right].Length > JoinedItems)
            return null;
        var gone = _children[right];
        gone.SetBound(_scores[right], _records[right]);
        gone.MoveTail(0, _children[left]);
        _totals[left] += _totals[right];
        Remove(right);
        return gone;
    }

    public override RankNode NewNext() => new RankInner();

    public override void MoveTail(int from, RankNode target)
    {
        var other = Unsafe.As<RankInner>(target);
        var (at, count) = (other.Length, Length - from);
        Array.Copy(_children, from, other._children, at, count);
        Array.Copy(_totals, from, other._totals, at, count);
        Array.Copy(_scores, from, other._scores, at, count);
        Array.Copy(_records, from, other._records, at, count);
        Array.Clear(_children, from, count);
        Array.Clear(_records, from, count);
        other.Length += count;
        Length = from;
    }

    public override void SetBound(double score, byte[] record) => (_scores[0], _records[0]) = (score, record);

    public override void Unlink()
    {
        foreach (var child in _children.AsSpan(0, Length))
            child.Unlink();
    }

    private void Move(int from, int to)
    {
        var count = Length - from;
        Array.Copy(_children, from, _children, to, count);
        Array.Copy(_totals, from, _totals, to, count);
        Array.Copy(_scores, from, _scores, to, count);
        Array.Copy(_records, from, _records, to, count);
    }
}
