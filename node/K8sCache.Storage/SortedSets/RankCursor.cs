namespace K8sCache.Storage.SortedSets;

/// <summary>Stands at an element of a <see cref="RankTree"/> that does not change meanwhile.</summary>
internal struct RankCursor
{
    private RankLeaf _leaf;
    private int _index;

    public RankCursor(RankTree tree, int rank) => (_leaf, _index) = tree.Seek(rank);

    public readonly double Score => _leaf.ScoreAt(_index);

    public readonly byte[] Record => _leaf.RecordAt(_index);

    public readonly ReadOnlySpan<byte> Member => ScoredMember.MemberOf(Record);

    /// <summary>To the next element, which there must be.</summary>
    public void MoveNext()
    {
        if (++_index < _leaf.Length)
            return;
        _leaf = _leaf.Next!;
        _index = 0;
    }

    /// <summary>To the element before, which there must be.</summary>
    public void MovePrevious()
    {
        if (--_index >= 0)
            return;
        _leaf = _leaf.Previous!;
        _index = _leaf.Length - 1;
    }
}
