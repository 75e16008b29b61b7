using K8sCache.Storage.Hashes;

namespace K8sCache.Storage;

/// <summary>Fields of hashes that expire one by one.</summary>
public sealed partial class CacheEngine
{
    /// <summary>Latest time a field may expire at, milliseconds since the Unix epoch: Redis's, so its errors come where Redis's do.</summary>
    public const long MaxFieldExpiryMs = 0xffff_ffff_ffff >> 2;

    /// <summary>Hashes the sweeper knows to have fields that expire, some of them gone by now perhaps.</summary>
    internal int ExpiringHashCount => _context.FieldExpiries.Count;

    /// <summary>Sets when fields expire; what became of each is told in order, also when nothing changed.</summary>
    public EngineStatus HashExpire<TFields>(
        ReadOnlySpan<byte> key,
        in TFields fields,
        long expiresAtMs,
        ExpireConditions conditions,
        Span<FieldExpiryOutcome> outcomes)
        where TFields : IFieldList, allows ref struct
    {
        var nobody = default(NoLookups);
        return HashExpire(key, fields, expiresAtMs, conditions, outcomes, ref nobody);
    }

    /// <summary>Sets when fields expire and visits their values.</summary>
    public EngineStatus HashExpire<TFields, TVisitor>(
        ReadOnlySpan<byte> key,
        in TFields fields,
        long expiresAtMs,
        ExpireConditions conditions,
        Span<FieldExpiryOutcome> outcomes,
        ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct =>
        // 0 says "never" inside; asked for as a time it is just long past.
        ChangeExpiry(key, fields, Math.Max(1, expiresAtMs), conditions, outcomes, ref visitor);

    /// <summary>Makes fields stay.</summary>
    public EngineStatus HashPersist<TFields>(
        ReadOnlySpan<byte> key, in TFields fields, Span<FieldExpiryOutcome> outcomes)
        where TFields : IFieldList, allows ref struct
    {
        var nobody = default(NoLookups);
        return HashPersist(key, fields, outcomes, ref nobody);
    }

    /// <summary>Makes fields stay and visits their values.</summary>
    public EngineStatus HashPersist<TFields, TVisitor>(
        ReadOnlySpan<byte> key, in TFields fields, Span<FieldExpiryOutcome> outcomes, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct =>
        ChangeExpiry(
            key, fields, expiresAtMs: 0, ExpireConditions.None, outcomes, ref visitor);

    /// <summary>Drops the expired fields of up to so many hashes, those due first.</summary>
    internal void SweepFields(int maxHashes)
    {
        var nowMs = _context.NowMs;
        while (maxHashes-- > 0 && _context.FieldExpiries.TryTake(nowMs, out var key))
            Purge(key);
        if (!_context.FieldExpiries.IsOvergrown)
            return;
        foreach (var key in _context.FieldExpiries.TakeAll())
            Purge(key);
        _context.FieldExpiries.Compacted();
    }

    private EngineStatus ChangeExpiry<TFields, TVisitor>(
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
        var status = Update(key, ref expire);
        visitor = expire.Visitor;
        return status;
    }

    private void Purge(ReadOnlySpan<byte> key)
    {
        var purge = default(HashPurge);
        Update(key, ref purge);
        // What is not due yet is not looked at by the update, so nobody has noted it again.
        if (purge.NextMs != 0)
            _context.FieldExpiries.Add(key, purge.NextMs);
    }
}
