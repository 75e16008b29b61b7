using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Writes fields (HSET, HSETNX, HSETEX).</summary>
internal ref struct HashWrite<TFields>(TFields fields, HashWriteOptions options, ulong seed) : IValueUpdate
    where TFields : IFieldList, allows ref struct
{
    private TFields _fields = fields;

    public static bool RecordsSteps => true;

    /// <summary>Fields that were not there before.</summary>
    public int Added { get; private set; }

    public long ReserveBytes
    {
        get
        {
            // The first field that expires makes room for the times of all.
            long bytes = options.ExpiresAtMs == 0 ? 0 : (PackedHash.MaxCompactFields + 1) * PackedHash.TimeBytes;
            for (var i = 0; i < _fields.Count; i++)
                bytes += HashEdit.UpperBound(_fields.Field(i).Length, _fields.Value(i).Length);
            return bytes;
        }
    }

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (HashEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        if (!Holds(ref value))
            return EngineStatus.ConditionFailed;
        long rest = 0;
        for (var i = 0; i < _fields.Count; i++)
            rest += PackedHash.SizeOf(_fields.Field(i), _fields.Value(i), isExpiring: options.ExpiresAtMs != 0);
        for (var i = 0; i < _fields.Count; i++)
        {
            rest -= PackedHash.SizeOf(_fields.Field(i), _fields.Value(i), isExpiring: options.ExpiresAtMs != 0);
            var exists = HashEdit.TryGet(ref value, _fields.Field(i), out _, out var expiresAtMs);
            Added += exists ? 0 : 1;
            if (!options.KeepExpiry)
                expiresAtMs = options.ExpiresAtMs;
            HashEdit.Put(ref value, _fields.Field(i), _fields.Value(i), expiresAtMs, seed, rest);
        }

        return HashEdit.Finish(ref value);
    }

    private bool Holds(scoped ref ValueEditor value)
    {
        for (var i = 0; options.Condition != FieldCondition.None && i < _fields.Count; i++)
        {
            if (HashEdit.TryGet(ref value, _fields.Field(i), out _, out _) != (options.Condition == FieldCondition.AllExist))
                return false;
        }

        return true;
    }
}
