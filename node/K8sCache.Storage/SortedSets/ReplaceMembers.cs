using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Puts a sorted set in the place of whatever is there; of no elements, nothing. It never expires.</summary>
internal readonly struct ReplaceMembers(IReadOnlyList<KeyValuePair<byte[], double>> elements, ulong seed) : IValueUpdate
{
    private readonly IReadOnlyList<KeyValuePair<byte[], double>> _elements = elements;
    private readonly ulong _seed = seed;

    public long ReserveBytes => LargeSortedSet.ChangeBytes + _elements.Sum(element => LargeSortedSet.UpperBound(element.Key.Length));

    /// <summary>Elements in any order, each member once.</summary>
    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (_elements.Count == 0)
        {
            if (!value.Exists)
                return EngineStatus.Unchanged;
            value.Delete();
            return EngineStatus.Ok;
        }

        var isLarge = _elements.Count > PackedSortedSet.MaxCompactMembers
            || _elements.Any(element => element.Key.Length > PackedSortedSet.MaxCompactMemberBytes);
        var large = new LargeSortedSet(_seed);
        foreach (var (member, score) in _elements)
            large.Set(member, isLarge ? score : PackedSortedSet.Kept(score));
        if (isLarge)
        {
            value.SetLarge(EntryKind.SortedSet, large);
        }
        else
        {
            var packed = large.Pack();
            packed.CopyTo(value.SetPayload(EntryKind.SortedSet, packed.Length));
        }

        value.ExpiresAtMs = 0;
        return EngineStatus.Ok;
    }
}
