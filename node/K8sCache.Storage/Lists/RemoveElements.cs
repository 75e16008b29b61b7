using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Removes equal elements: at most a number from the front on, a negative number from the back on, 0 all.</summary>
internal ref struct RemoveElements(ReadOnlySpan<byte> unwanted, long count) : IValueUpdate
{
    private readonly ReadOnlySpan<byte> _unwanted = unwanted;
    private readonly long _count = count;

    public static bool RecordsSteps => true;

    public int Removed { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var most = _count == 0 ? int.MaxValue
            : (int)Math.Min(int.MaxValue, _count < 0 ? (ulong)-_count : (ulong)_count);
        Removed = ListEditing.Remove(ref value, _unwanted, most, fromBack: _count < 0);
        return Removed > 0 ? EngineStatus.Ok : EngineStatus.Unchanged;
    }
}
