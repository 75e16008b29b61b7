using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>Removes members (SREM).</summary>
internal ref struct SetRemove<TMembers>(TMembers members) : IValueUpdate
    where TMembers : IFieldList, allows ref struct
{
    private TMembers _members = members;

    public static bool RecordsSteps => true;

    public int Removed { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (SetEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        for (var i = 0; value.Exists && i < _members.Count; i++)
            Removed += SetEdit.Remove(ref value, _members.Field(i)) ? 1 : 0;
        return Removed == 0 ? EngineStatus.Unchanged : SetEdit.Finish(ref value);
    }
}
