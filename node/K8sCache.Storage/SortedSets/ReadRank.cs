using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Finds a member's rank, from the lowest element or from the highest, and its score.</summary>
internal ref struct ReadRank(ReadOnlySpan<byte> member, bool fromHighest) : IValueReader
{
    private readonly ReadOnlySpan<byte> _member = member;
    private readonly bool _fromHighest = fromHighest;

    public int Rank { get; private set; }

    public double Score { get; private set; }

    /// <summary><see cref="EngineStatus.ConditionFailed"/> where the set does not have the member.</summary>
    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        var view = new SortedSetView(value.Payload, value.Large);
        if (!view.TryGetScore(_member, out var score))
            return EngineStatus.ConditionFailed;
        Score = score;
        var rank = view.CountBelow(new BelowElement(score, _member));
        Rank = _fromHighest ? view.Count - 1 - rank : rank;
        return EngineStatus.Ok;
    }
}
