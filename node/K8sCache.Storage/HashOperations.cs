using K8sCache.Storage.Hashes;
using K8sCache.Storage.Strings;

namespace K8sCache.Storage;

/// <summary>What an engine does with hashes.</summary>
public static class HashOperations
{
    /// <summary>Writes fields; <paramref name="added"/> = how many of them are new.</summary>
    public static EngineStatus HashSet<TFields>(this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, out int added)
        where TFields : IFieldList, allows ref struct =>
        engine.HashSet(key, fields, default, out added);

    /// <summary><see cref="EngineStatus.ConditionFailed"/> when the options' condition did not hold.</summary>
    public static EngineStatus HashSet<TFields>(
        this CacheEngine engine, ReadOnlySpan<byte> key, scoped in TFields fields, HashWriteOptions options, out int added)
        where TFields : IFieldList, allows ref struct
    {
        var write = new HashWrite<TFields>(fields, options, engine.Context.ElementSeed);
        var status = engine.Update(key, ref write);
        added = write.Added;
        return status;
    }

    /// <summary>Looks at a hash; <see cref="EngineStatus.Missing"/> when there is none, after showing an empty one.</summary>
    public static EngineStatus ReadHash<TReader>(this CacheEngine engine, ReadOnlySpan<byte> key, scoped ref TReader reader)
        where TReader : IHashReader, allows ref struct
    {
        var read = new HashRead<TReader>(reader);
        var status = engine.Read(key, ref read);
        if (status == EngineStatus.Missing)
            read.Reader.Read(default);
        reader = read.Reader;
        return status;
    }

    /// <summary>Looks fields up in order; of a missing hash every field is missing. Nothing is visited on a wrong type.</summary>
    public static EngineStatus HashGet<TFields, TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct
    {
        var lookup = new HashLookup<TFields, TVisitor>(fields, visitor);
        var status = engine.ReadHash(key, ref lookup);
        visitor = lookup.Visitor;
        return status;
    }

    /// <summary>Nothing is visited of a missing hash.</summary>
    public static EngineStatus HashGetAll<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        var all = new HashAll<TVisitor>(visitor);
        var status = engine.ReadHash(key, ref all);
        visitor = all.Visitor;
        return all.IsEmpty && status == EngineStatus.Ok ? EngineStatus.Missing : status;
    }

    public static EngineStatus HashLength(this CacheEngine engine, ReadOnlySpan<byte> key, out int fieldCount)
    {
        var count = new HashCount();
        var status = engine.ReadHash(key, ref count);
        fieldCount = count.Count;
        return status;
    }

    /// <summary>Removes fields; a hash without fields is gone.</summary>
    public static EngineStatus HashDelete<TFields>(this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, out int removed)
        where TFields : IFieldList, allows ref struct
    {
        var nobody = default(NoLookups);
        return engine.HashDelete(key, fields, ref nobody, out removed);
    }

    /// <summary>Removes fields and visits what they were. <see cref="EngineStatus.Unchanged"/> when there was none of them.</summary>
    public static EngineStatus HashDelete<TFields, TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TFields fields, ref TVisitor visitor, out int removed)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct
    {
        var remove = new HashRemove<TFields, TVisitor>(fields, visitor);
        var status = engine.Update(key, ref remove);
        visitor = remove.Visitor;
        removed = remove.Removed;
        return status;
    }

    /// <summary>Adds to a field that is an integer; a missing one counts as 0.</summary>
    public static EngineStatus HashIncrement(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, long delta, out long sum)
    {
        var increment = new HashIncrement(field, delta, engine.Context.ElementSeed);
        var status = engine.Update(key, ref increment);
        sum = increment.Sum;
        return status;
    }

    /// <summary>Adds to a field that is a number; a missing one counts as 0.</summary>
    /// <param name="key">The hash.</param>
    /// <param name="field">The field.</param>
    /// <param name="delta">Finite.</param>
    /// <param name="sum">The new value's text.</param>
    public static EngineStatus HashIncrement(
        this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> field, LongDouble delta, out byte[] sum)
    {
        var increment = new HashIncrementFloat(field, delta, engine.Context.ElementSeed);
        var status = engine.Update(key, ref increment);
        sum = increment.Sum;
        return status;
    }
}
