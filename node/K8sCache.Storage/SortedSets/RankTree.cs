namespace K8sCache.Storage.SortedSets;

/// <summary>
/// Elements in order of score and member: a B+-tree whose inner nodes count what is below each child, so that a rank is
/// found, and an element's rank told, on one path from the root. Leaves hold the scores inline: a search touches a handful
/// of cache lines, and a range runs along linked leaves.
/// </summary>
internal sealed class RankTree
{
    private RankNode _root = new RankLeaf();
    private int _leafCount = 1;
    private int _innerCount;

    public int Count { get; private set; }

    public long HeapBytes => ((long)_leafCount * RankLeaf.ObjectBytes) + ((long)_innerCount * RankInner.ObjectBytes);

    /// <summary>Elements before the place the test describes.</summary>
    public int CountBelow<TBelow>(TBelow below)
        where TBelow : IBelow, allows ref struct
    {
        var node = _root;
        var rank = 0;
        while (node is RankInner inner)
        {
            var child = inner.FindBelow(below);
            rank += inner.TotalBefore(child);
            node = inner.ChildAt(child);
        }

        return rank + ((RankLeaf)node).CountBelow(below);
    }

    /// <summary>Where the element of a rank, less than <see cref="Count"/>, stands.</summary>
    public (RankLeaf Leaf, int Index) Seek(int rank)
    {
        var node = _root;
        while (node is RankInner inner)
            node = inner.ChildAt(inner.FindRank(ref rank));
        return ((RankLeaf)node, rank);
    }

    /// <summary>Adds an element that is not here yet.</summary>
    public void Insert(double score, byte[] record)
    {
        Count++;
        if (Insert(_root, score, record) is not { } sibling)
            return;
        var root = new RankInner();
        _innerCount++;
        root.Insert(0, _root);
        root.Insert(1, sibling);
        _root = root;
    }

    public void RemoveRange(int rank, int count)
    {
        while (count > 0)
        {
            var removed = Remove(_root, rank, count);
            Count -= removed;
            count -= removed;
            while (_root is RankInner { Length: 1 } inner)
            {
                _root = inner.ChildAt(0);
                _innerCount--;
            }
        }
    }

    /// <summary>What came to stand behind the node, if it had to be split.</summary>
    private RankNode? Insert(RankNode node, double score, byte[] record)
    {
        var below = new BelowElement(score, ScoredMember.MemberOf(record));
        if (node is RankLeaf leaf)
            return InsertIntoLeaf(leaf, leaf.CountBelow(below), score, record);

        var inner = (RankInner)node;
        var child = inner.FindBelow(below);
        if (Insert(inner.ChildAt(child), score, record) is not { } added)
        {
            inner.AddTotal(child, 1);
            return null;
        }

        inner.Recount(child);
        if (inner.Length < RankNode.Capacity)
        {
            inner.Insert(child + 1, added);
            return null;
        }

        var sibling = (RankInner)inner.NewNext();
        _innerCount++;
        const int Half = RankNode.Capacity / 2;
        inner.MoveTail(Half, sibling);
        if (child + 1 <= Half)
            inner.Insert(child + 1, added);
        else
            sibling.Insert(child + 1 - Half, added);
        return sibling;
    }

    private RankLeaf? InsertIntoLeaf(RankLeaf leaf, int index, double score, byte[] record)
    {
        if (leaf.Length < RankNode.Capacity)
        {
            leaf.Insert(index, score, record);
            return null;
        }

        // At either end of the set, leaves stay full: scores that only rise or fall are the common case.
        var isLast = leaf.Next is null && index == leaf.Length;
        var isFirst = leaf.Previous is null && index == 0;
        var keep = isLast ? leaf.Length : isFirst ? 0 : RankNode.Capacity / 2;
        var added = (RankLeaf)leaf.NewNext();
        _leafCount++;
        leaf.MoveTail(keep, added);
        if (index <= keep && !isLast)
            leaf.Insert(index, score, record);
        else
            added.Insert(index - keep, score, record);
        return added;
    }

    /// <summary>Removes elements of one leaf; how many.</summary>
    private int Remove(RankNode node, int rank, int count)
    {
        if (node is RankLeaf leaf)
        {
            var removed = Math.Min(count, leaf.Length - rank);
            leaf.Remove(rank, removed);
            return removed;
        }

        var inner = (RankInner)node;
        var child = inner.FindRank(ref rank);
        var gone = Remove(inner.ChildAt(child), rank, count);
        inner.AddTotal(child, -gone);
        if (inner.TotalOf(child) == 0 && inner.Length > 1)
        {
            Forget(inner.ChildAt(child));
            inner.Remove(child);
        }
        else if (inner.ChildAt(child).Length < RankNode.FewItems && inner.TryJoin(child) is { } joined)
        {
            Forget(joined);
        }

        return gone;
    }

    private void Forget(RankNode node)
    {
        if (node is not RankInner inner)
        {
            _leafCount--;
            return;
        }

        _innerCount--;
        for (var child = 0; child < inner.Length; child++)
            Forget(inner.ChildAt(child));
    }
}
