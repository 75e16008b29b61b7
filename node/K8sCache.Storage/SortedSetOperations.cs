using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage;

/// <summary>What an engine does with sorted sets.</summary>
public static class SortedSetOperations
{
    /// <summary>
    /// Adds members or changes their scores. <see cref="EngineStatus.Unchanged"/> where nothing changed,
    /// <see cref="EngineStatus.ConditionFailed"/> where an incremented score would be no number.
    /// </summary>
    public static EngineStatus SortedSetAdd<TMembers>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TMembers members, SortedSetConditions conditions, out SortedSetAdded result)
        where TMembers : IScoredMembers, allows ref struct
    {
        var update = new AddMembers<TMembers>(members, conditions, engine.Context.ElementSeed);
        var status = engine.Update(key, ref update);
        result = new SortedSetAdded(update.Added, update.Updated, update.LastScore);
        return status;
    }

    /// <summary>Removes members; a sorted set without any is gone.</summary>
    public static EngineStatus SortedSetRemove<TMembers>(this CacheEngine engine, ReadOnlySpan<byte> key, in TMembers members, out int removed)
        where TMembers : IFieldList, allows ref struct
    {
        var update = new RemoveMembers<TMembers>(members);
        var status = engine.Update(key, ref update);
        removed = update.Removed;
        return status;
    }

    /// <summary>Visits a range and removes it. <see cref="EngineStatus.Unchanged"/> where it is empty.</summary>
    public static EngineStatus SortedSetTake<TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, SortedSetRange range, ref TVisitor visitor, out int removed)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        var update = new RemoveRange<TVisitor>(range, visitor);
        var status = engine.Update(key, ref update);
        visitor = update.Visitor;
        removed = update.Removed;
        return status;
    }

    /// <summary>
    /// Puts a sorted set in the place of whatever is there; of no elements, nothing. Each member once, in any order.
    /// </summary>
    public static EngineStatus SortedSetReplace(this CacheEngine engine, ReadOnlySpan<byte> key, IReadOnlyList<KeyValuePair<byte[], double>> elements)
    {
        var update = new ReplaceMembers(elements, engine.Context.ElementSeed);
        return engine.Update(key, ref update);
    }

    /// <summary>Visits the elements of a range.</summary>
    public static EngineStatus SortedSetRead<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, SortedSetRange range, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        var reader = new ReadRange<TVisitor>(range, visitor);
        var status = engine.Read(key, ref reader);
        visitor = reader.Visitor;
        return status;
    }

    /// <summary>Number of elements in a range.</summary>
    public static EngineStatus SortedSetCount(this CacheEngine engine, ReadOnlySpan<byte> key, SortedSetRange range, out int count)
    {
        var reader = new CountRange(range);
        var status = engine.Read(key, ref reader);
        count = reader.Count;
        return status;
    }

    /// <summary>Scores of members, in order. Nothing is visited where there is no sorted set.</summary>
    public static EngineStatus SortedSetScores<TMembers, TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TMembers members, ref TVisitor visitor)
        where TMembers : IFieldList, allows ref struct
        where TVisitor : IScoreVisitor, allows ref struct
    {
        var reader = new ReadScores<TMembers, TVisitor>(members, visitor);
        var status = engine.Read(key, ref reader);
        visitor = reader.Visitor;
        return status;
    }

    /// <summary>A member's rank and score. <see cref="EngineStatus.ConditionFailed"/> where the set does not have it.</summary>
    public static EngineStatus SortedSetRank(
        this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> member, bool fromHighest, out int rank, out double score)
    {
        var reader = new ReadRank(member, fromHighest);
        var status = engine.Read(key, ref reader);
        rank = reader.Rank;
        score = reader.Score;
        return status;
    }

    /// <summary>Visits that many different elements at random; for a negative count that many of which some may be the same.</summary>
    public static EngineStatus SortedSetRandom<TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, long count, Random random, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        var reader = new ReadRandom<TVisitor>(count, random, visitor);
        var status = engine.Read(key, ref reader);
        visitor = reader.Visitor;
        return status;
    }

    /// <summary>
    /// Visits about <paramref name="count"/> elements from a cursor on (0 begins; 0 comes back after the last). An element
    /// that is there all along is visited; a compact set is visited whole. The visitor's Begin is not called.
    /// </summary>
    public static EngineStatus SortedSetScan<TVisitor>(
        this CacheEngine engine, ReadOnlySpan<byte> key, ref ulong cursor, int count, ref TVisitor visitor, out bool isCompact)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        var reader = new ScanMembers<TVisitor>(cursor, count, visitor);
        var status = engine.Read(key, ref reader);
        cursor = status == EngineStatus.Ok ? reader.Cursor : 0;
        isCompact = reader.IsCompact;
        visitor = reader.Visitor;
        return status;
    }
}
