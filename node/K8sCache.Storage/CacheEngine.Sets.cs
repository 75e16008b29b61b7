using K8sCache.Storage.Sets;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    /// <summary>Adds members; <see cref="EngineStatus.Unchanged"/> when all were there.</summary>
    public EngineStatus SetAdd<TMembers>(ReadOnlySpan<byte> key, in TMembers members, out int added)
        where TMembers : IFieldList, allows ref struct
    {
        var add = new SetAdd<TMembers>(members, _context.ElementSeed);
        var status = Update(key, ref add);
        added = add.Added;
        return status;
    }

    /// <summary>Removes members; a set without members is gone. <see cref="EngineStatus.Unchanged"/> when there was none of them.</summary>
    public EngineStatus SetRemove<TMembers>(ReadOnlySpan<byte> key, in TMembers members, out int removed)
        where TMembers : IFieldList, allows ref struct
    {
        var remove = new SetRemove<TMembers>(members);
        var status = Update(key, ref remove);
        removed = remove.Removed;
        return status;
    }

    /// <summary>Removes up to so many members drawn at random and visits them.</summary>
    public EngineStatus SetPop<TVisitor>(ReadOnlySpan<byte> key, int count, Random random, ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        var pop = new SetPop<TVisitor>(count, random, visitor);
        var status = Update(key, ref pop);
        visitor = pop.Visitor;
        return status;
    }

    /// <summary>Makes a set of these members, whatever was there before; of none, no entry.</summary>
    public EngineStatus SetReplace(ReadOnlySpan<byte> key, IReadOnlyCollection<byte[]> members)
    {
        var replace = new SetReplace(members, _context.ElementSeed);
        return Update(key, ref replace);
    }

    /// <summary>Looks at a set; <see cref="EngineStatus.Missing"/> when there is none, after showing an empty one.</summary>
    public EngineStatus ReadSet<TReader>(ReadOnlySpan<byte> key, scoped ref TReader reader)
        where TReader : ISetReader, allows ref struct
    {
        var read = new SetRead<TReader>(reader);
        var status = Read(key, ref read);
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
    public EngineStatus Combine<TKeys>(
        SetCombination operation, in TKeys keys, int limit, out IReadOnlyCollection<byte[]> members)
        where TKeys : IFieldList, allows ref struct
    {
        members = [];
        var counts = new int[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            var count = default(MemberCount);
            if (ReadSet(keys.Field(i), ref count) == EngineStatus.WrongType)
                return EngineStatus.WrongType;
            counts[i] = count.Count;
        }

        members = operation switch
        {
            SetCombination.Union => Unite(keys),
            SetCombination.Difference => Subtract(keys, counts),
            SetCombination.Intersection => Intersect(keys, counts, limit),
        };
        return EngineStatus.Ok;
    }

    private HashSet<byte[]> Unite<TKeys>(in TKeys keys)
        where TKeys : IFieldList, allows ref struct
    {
        var all = new TakenMembers(new HashSet<byte[]>(_context.FieldComparer));
        for (var i = 0; i < keys.Count; i++)
            ReadSet(keys.Field(i), ref all);
        return all.Members;
    }

    /// <summary>What is in the first, taken down by one set after the other: by asking it, or by its members if they are fewer.</summary>
    private HashSet<byte[]> Subtract<TKeys>(in TKeys keys, int[] counts)
        where TKeys : IFieldList, allows ref struct
    {
        var first = new TakenMembers(new HashSet<byte[]>(_context.FieldComparer));
        ReadSet(keys.Field(0), ref first);
        for (var i = 1; i < keys.Count && first.Members.Count > 0; i++)
        {
            var other = new SubtractedMembers(first.Members, counts[i] < first.Members.Count);
            ReadSet(keys.Field(i), ref other);
        }

        return first.Members;
    }

    /// <summary>What is in the smallest, as far as the others, smaller ones first, have it too.</summary>
    private List<byte[]> Intersect<TKeys>(in TKeys keys, int[] counts, int limit)
        where TKeys : IFieldList, allows ref struct
    {
        var order = Enumerable.Range(0, counts.Length).ToArray();
        Array.Sort(counts, order);
        if (counts[0] == 0)
            return [];
        var common = new CommonMembers();
        foreach (var i in order)
        {
            ReadSet(keys.Field(i), ref common);
            if (common.Members.Count == 0)
                break;
        }

        return common.Members.Count > limit ? common.Members.GetRange(0, limit) : common.Members;
    }
}
