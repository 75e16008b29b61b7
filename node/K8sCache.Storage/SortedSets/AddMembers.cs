using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Adds members or changes their scores, as far as the conditions allow.</summary>
internal ref struct AddMembers<TMembers>(TMembers members, SortedSetConditions conditions, ulong seed) : IValueUpdate
    where TMembers : IScoredMembers, allows ref struct
{
    private readonly TMembers _members = members;
    private readonly SortedSetConditions _conditions = conditions;
    private readonly ulong _seed = seed;

    public static bool RecordsSteps => true;

    public int Added { get; private set; }

    public int Updated { get; private set; }

    public double? LastScore { get; private set; }

    public readonly long ReserveBytes
    {
        get
        {
            var bytes = LargeSortedSet.ChangeBytes;
            for (var i = 0; i < _members.Count; i++)
                bytes += LargeSortedSet.UpperBound(_members.Member(i).Length);
            return bytes;
        }
    }

    /// <summary><see cref="EngineStatus.ConditionFailed"/> = the sum of scores is no number.</summary>
    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        if (!value.Exists && Has(SortedSetConditions.OnlyExisting))
            return EngineStatus.Unchanged;
        for (var i = 0; i < _members.Count; i++)
        {
            if (!TryAdd(ref value, _members.Member(i), _members.Score(i)))
                return EngineStatus.ConditionFailed;
        }

        return Added + Updated > 0 ? EngineStatus.Ok : EngineStatus.Unchanged;
    }

    private readonly bool Has(SortedSetConditions condition) => (_conditions & condition) != 0;

    private bool TryAdd(scoped ref ValueEditor value, ReadOnlySpan<byte> member, double score)
    {
        var exists = SortedSetEditing.TryGetScore(value, member, out var old);
        if (exists ? Has(SortedSetConditions.OnlyNew) : Has(SortedSetConditions.OnlyExisting))
            return true;
        if (exists && Has(SortedSetConditions.Increment))
        {
            score += old;
            if (double.IsNaN(score))
                return false;
        }

        if (exists
            && ((Has(SortedSetConditions.OnlyGreater) && score <= old) || (Has(SortedSetConditions.OnlyLess) && score >= old)))
        {
            return true;
        }

        LastScore = score;
        if (exists && score == old)
            return true;
        SortedSetEditing.Set(ref value, member, score, _seed);
        Added += exists ? 0 : 1;
        Updated += exists ? 1 : 0;
        return true;
    }
}
