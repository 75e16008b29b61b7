using K8sCache.Storage.Hashes;

namespace K8sCache.Storage;

/// <summary>What an engine does with hashes' fields that expire one by one.</summary>
public static class FieldExpiryOperations
{
    /// <summary>Sets when fields expire; what became of each is told in order, also when nothing changed.</summary>
    public static EngineStatus HashExpire<TFields>(
        this CacheEngine engine,
        ReadOnlySpan<byte> key,
        in TFields fields,
        long expiresAtMs,
        ExpireConditions conditions,
        Span<FieldExpiryOutcome> outcomes)
        where TFields : IFieldList, allows ref struct
    {
        var nobody = default(NoLookups);
        return engine.HashExpire(key, fields, expiresAtMs, conditions, outcomes, ref nobody);
    }

    /// <summary>Sets when fields expire and visits their values.</summary>
    public static EngineStatus HashExpire<TFields, TVisitor>(
        this CacheEngine engine,
        ReadOnlySpan<byte> key,
        in TFields fields,
        long expiresAtMs,
        ExpireConditions conditions,
        Span<FieldExpiryOutcome> outcomes,
        ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct =>
        // 0 says "never" inside; asked for as a time it is just long past.
        engine.ChangeExpiry(key, fields, Math.Max(1, expiresAtMs), conditions, outcomes, ref visitor);

    /// <summary>Makes fields stay.</summary>
    public static EngineStatus HashPersist<TFields>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, Span<FieldExpiryOutcome> outcomes)
        where TFields : IFieldList, allows ref struct
    {
        var nobody = default(NoLookups);
        return engine.HashPersist(key, fields, outcomes, ref nobody);
    }

    /// <summary>Makes fields stay and visits their values.</summary>
    public static EngineStatus HashPersist<TFields, TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, Span<FieldExpiryOutcome> outcomes, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct =>
        engine.ChangeExpiry(
            key, fields, expiresAtMs: 0, ExpireConditions.None, outcomes, ref visitor);

    private static EngineStatus ChangeExpiry<TFields, TVisitor>(
        this CacheEngine engine,
        ReadOnlySpan<byte> key,
        in TFields fields,
        long expiresAtMs,
        ExpireConditions conditions,
        Span<FieldExpiryOutcome> outcomes,
        ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct
    {
        var expire = new HashExpire<TFields, TVisitor>(fields, expiresAtMs, conditions, outcomes, visitor);
        var status = engine.Update(key, ref expire);
        visitor = expire.Visitor;
        return status;
    }
}
