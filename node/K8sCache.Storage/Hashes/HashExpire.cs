using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Sets when fields expire (the HEXPIRE family), or that they do not (HPERSIST), and tells their values (HGETEX).</summary>
internal ref struct HashExpire<TFields, TVisitor>(
    TFields fields,
    long expiresAtMs,
    ExpireConditions conditions,
    Span<FieldExpiryOutcome> outcomes,
    TVisitor visitor) : IValueUpdate
    where TFields : IFieldList, allows ref struct
    where TVisitor : IFieldLookupVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    private const long Never = 0;

    private readonly Span<FieldExpiryOutcome> _outcomes = outcomes;
    private TFields _fields = fields;

    public static bool RecordsSteps => true;

    // A packed hash gets room for the times of all its fields at once.
    public readonly long ReserveBytes => (PackedHash.MaxCompactFields + 2 + _outcomes.Length) * 3 * PackedHash.TimeBytes;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (HashEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        var changed = false;
        for (var i = 0; i < _fields.Count; i++)
        {
            _outcomes[i] = Decide(ref value, _fields.Field(i));
            changed |= _outcomes[i] > 0;
            if (_outcomes[i] == FieldExpiryOutcome.Deleted)
                HashEdit.Remove(ref value, _fields.Field(i));
            else if (_outcomes[i] == FieldExpiryOutcome.Done)
                HashEdit.SetExpiry(ref value, _fields.Field(i), expiresAtMs);
        }

        return changed ? HashEdit.Finish(ref value) : EngineStatus.Unchanged;
    }

    private FieldExpiryOutcome Decide(scoped ref ValueEditor value, ReadOnlySpan<byte> field)
    {
        if (!value.Exists || !HashEdit.TryGet(ref value, field, out var text, out var current))
        {
            Visitor.Missing();
            return FieldExpiryOutcome.NoField;
        }

        Visitor.Found(text);
        if (expiresAtMs == Never)
            return current == 0 ? FieldExpiryOutcome.NoExpiry : FieldExpiryOutcome.Done;
        // One that never expires is later than any time, so GT refuses it and LT does not.
        var refused = (conditions & ExpireConditions.IfNoExpiry) != 0 ? current != 0
            : (conditions & ExpireConditions.IfExpiry) != 0 ? current == 0
            : (conditions & ExpireConditions.IfLater) != 0 ? current == 0 || expiresAtMs <= current
            : (conditions & ExpireConditions.IfEarlier) != 0 && current != 0 && expiresAtMs >= current;
        if (refused)
            return FieldExpiryOutcome.ConditionFailed;
        return expiresAtMs <= value.NowMs ? FieldExpiryOutcome.Deleted : FieldExpiryOutcome.Done;
    }
}
