using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Removes members; a sorted set without any is gone.</summary>
internal ref struct RemoveMembers<TMembers>(TMembers members) : IValueUpdate
    where TMembers : IFieldList, allows ref struct
{
    private readonly TMembers _members = members;

    public static bool RecordsSteps => true;

    public int Removed { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        for (var i = 0; i < _members.Count; i++)
            Removed += SortedSetEditing.Remove(ref value, _members.Field(i)) ? 1 : 0;
        if (SortedSetEditing.IsEmpty(value))
            value.Delete();
        return Removed > 0 ? EngineStatus.Ok : EngineStatus.Unchanged;
    }
}
