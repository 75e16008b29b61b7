using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>Adds members (SADD).</summary>
internal ref struct SetAdd<TMembers>(TMembers members, ulong seed) : IValueUpdate
    where TMembers : IFieldList, allows ref struct
{
    private TMembers _members = members;

    public static bool RecordsSteps => true;

    public int Added { get; private set; }

    public long ReserveBytes
    {
        get
        {
            long bytes = 0;
            for (var i = 0; i < _members.Count; i++)
                bytes += SetEdit.UpperBound(_members.Field(i).Length);
            return bytes;
        }
    }

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (SetEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        for (var i = 0; i < _members.Count; i++)
            Added += SetEdit.Add(ref value, _members.Field(i), seed, _members.Count - i - 1) ? 1 : 0;
        return Added == 0 ? EngineStatus.Unchanged : EngineStatus.Ok;
    }
}
