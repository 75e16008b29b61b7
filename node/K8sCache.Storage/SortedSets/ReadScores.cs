using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Looks up the scores of members, in order.</summary>
internal ref struct ReadScores<TMembers, TVisitor>(TMembers members, TVisitor visitor) : IValueReader
    where TMembers : IFieldList, allows ref struct
    where TVisitor : IScoreVisitor, allows ref struct
{
    private readonly TMembers _members = members;
    private TVisitor _visitor = visitor;

    public readonly TVisitor Visitor => _visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        var view = new SortedSetView(value.Payload, value.Large);
        for (var i = 0; i < _members.Count; i++)
            _visitor.Visit(view.TryGetScore(_members.Field(i), out var score) ? score : null);
        return EngineStatus.Ok;
    }
}
