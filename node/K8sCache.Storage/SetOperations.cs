using K8sCache.Storage.Sets;

namespace K8sCache.Storage;

/// <summary>What an engine does with sets.</summary>
public static class SetOperations
{
    /// <summary>Adds members; <see cref="EngineStatus.Unchanged"/> when all were there.</summary>
    public static EngineStatus SetAdd<TMembers>(this CacheEngine engine, ReadOnlySpan<byte> key, in TMembers members, out int added)
        where TMembers : IFieldList, allows ref struct
    {
        var add = new SetAdd<TMembers>(members, engine.Context.ElementSeed);
        var status = engine.Update(key, ref add);
        added = add.Added;
        return status;
    }

    /// <summary>Removes members; a set without members is gone. <see cref="EngineStatus.Unchanged"/> when there was none of them.</summary>
    public static EngineStatus SetRemove<TMembers>(this CacheEngine engine, ReadOnlySpan<byte> key, in TMembers members, out int removed)
        where TMembers : IFieldList, allows ref struct
    {
        var remove = new SetRemove<TMembers>(members);
        var status = engine.Update(key, ref remove);
        removed = remove.Removed;
        return status;
    }

    /// <summary>Removes up to so many members drawn at random and visits them.</summary>
    public static EngineStatus SetPop<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, int count, Random random, ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        var pop = new SetPop<TVisitor>(count, random, visitor);
        var status = engine.Update(key, ref pop);
        visitor = pop.Visitor;
        return status;
    }

    /// <summary>Makes a set of these members, whatever was there before; of none, no entry.</summary>
    public static EngineStatus SetReplace(this CacheEngine engine, ReadOnlySpan<byte> key, IReadOnlyCollection<byte[]> members)
    {
        var replace = new SetReplace(members, engine.Context.ElementSeed);
        return engine.Update(key, ref replace);
    }

    /// <summary>Looks at a set; <see cref="EngineStatus.Missing"/> when there is none, after showing an empty one.</summary>
    public static EngineStatus ReadSet<TReader>(this CacheEngine engine, ReadOnlySpan<byte> key, scoped ref TReader reader)
        where TReader : ISetReader, allows ref struct
    {
        var read = new SetRead<TReader>(reader);
        var status = engine.Read(key, ref read);
        if (status == EngineStatus.Missing)
            read.Reader.Read(default);
        reader = read.Reader;
        return status;
    }

    /// <summary>
    /// Members of every set, of any of them, or of the first and no other, each once. The sets are read one after
    /// another: whoever wants them of one moment sees to that. <see cref="EngineStatus.WrongType"/> when one is none.
    /// </summary>
    /// <param name="operation">Which of the three.</param>
    /// <param name="keys">The sets, at least one; a missing one is empty.</param>
    /// <param name="limit">An intersection ends with so many members.</param>
    /// <param name="members">The members, in no order.</param>
    public static EngineStatus Combine<TKeys>(
        this CacheEngine engine, SetCombination operation, in TKeys keys, int limit, out IReadOnlyCollection<byte[]> members)
        where TKeys : IFieldList, allows ref struct
    {
        members = [];
        var counts = new int[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            var count = default(MemberCount);
            if (engine.ReadSet(keys.Field(i), ref count) == EngineStatus.WrongType)
                return EngineStatus.WrongType;
            counts[i] = count.Count;
        }

        members = operation switch
        {
            SetCombination.Union => engine.Unite(keys),
            SetCombination.Difference => engine.Subtract(keys, counts),
            SetCombination.Intersection => engine.Intersect(keys, counts, limit),
        };
        return EngineStatus.Ok;
    }

    private static HashSet<byte[]> Unite<TKeys>(this CacheEngine engine, in TKeys keys)
        where TKeys : IFieldList, allows ref struct
    {
        var all = new TakenMembers(new HashSet<byte[]>(engine.Context.FieldComparer));
        for (var i = 0; i < keys.Count; i++)
            engine.ReadSet(keys.Field(i), ref all);
        return all.Members;
    }

    /// <summary>What is in the first, taken down by one set after the other: by asking it, or by its members if they are fewer.</summary>
    private static HashSet<byte[]> Subtract<TKeys>(this CacheEngine engine, in TKeys keys, int[] counts)
        where TKeys : IFieldList, allows ref struct
    {
        var first = new TakenMembers(new HashSet<byte[]>(engine.Context.FieldComparer));
        engine.ReadSet(keys.Field(0), ref first);
        for (var i = 1; i < keys.Count && first.Members.Count > 0; i++)
        {
            var other = new SubtractedMembers(first.Members, counts[i] < first.Members.Count);
            engine.ReadSet(keys.Field(i), ref other);
        }

        return first.Members;
    }

    /// <summary>What is in the smallest, as far as the others, smaller ones first, have it too.</summary>
    private static List<byte[]> Intersect<TKeys>(this CacheEngine engine, in TKeys keys, int[] counts, int limit)
        where TKeys : IFieldList, allows ref struct
    {
        var order = Enumerable.Range(0, counts.Length).ToArray();
        Array.Sort(counts, order);
        if (counts[0] == 0)
            return [];
        var common = new CommonMembers();
        foreach (var i in order)
        {
            engine.ReadSet(keys.Field(i), ref common);
            if (common.Members.Count == 0)
                break;
        }

        return common.Members.Count > limit ? common.Members.GetRange(0, limit) : common.Members;
    }
}
