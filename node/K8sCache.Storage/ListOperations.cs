using K8sCache.Storage.Lists;

namespace K8sCache.Storage;

/// <summary>What an engine does with lists.</summary>
public static class ListOperations
{
    /// <summary>Adds elements at one end, one after the other.</summary>
    /// <param name="key">The key.</param>
    /// <param name="elements">The elements, as fields.</param>
    /// <param name="atFront">Whether at the front.</param>
    /// <param name="onlyExisting">Whether to make no new list: <see cref="EngineStatus.Missing"/> then.</param>
    /// <param name="length">The list's length afterwards.</param>
    public static EngineStatus ListPush<TElements>(
        this CacheEngine engine, ReadOnlySpan<byte> key, in TElements elements, bool atFront, bool onlyExisting, out int length)
        where TElements : IFieldList, allows ref struct
    {
        var update = new PushElements<TElements>(elements, atFront, onlyExisting);
        var status = engine.Update(key, ref update);
        length = update.Length;
        return status;
    }

    /// <summary>Visits at most that many elements, from one end on, and removes them.</summary>
    public static EngineStatus ListTake<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, long count, bool atFront, ref TVisitor visitor)
        where TVisitor : IListVisitor, allows ref struct
    {
        var update = new TakeElements<TVisitor>(count, atFront, visitor);
        var status = engine.Update(key, ref update);
        visitor = update.Visitor;
        return status;
    }

    /// <summary>Keeps only the elements from one index to another.</summary>
    public static EngineStatus ListTrim(this CacheEngine engine, ReadOnlySpan<byte> key, long start, long stop)
    {
        var update = new TrimElements(start, stop);
        return engine.Update(key, ref update);
    }

    /// <summary>Replaces an element. <see cref="EngineStatus.ConditionFailed"/> where the index is outside.</summary>
    public static EngineStatus ListSet(this CacheEngine engine, ReadOnlySpan<byte> key, long index, ReadOnlySpan<byte> element)
    {
        var update = new SetElement(index, element);
        return engine.Update(key, ref update);
    }

    /// <summary>
    /// Puts an element before or after the first that equals a pivot. <see cref="EngineStatus.ConditionFailed"/> where there
    /// is none.
    /// </summary>
    public static EngineStatus ListInsert(
        this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> pivot, ReadOnlySpan<byte> element, bool after, out int length)
    {
        var update = new InsertElement(pivot, element, after);
        var status = engine.Update(key, ref update);
        length = update.Length;
        return status;
    }

    /// <summary>Removes equal elements: at most a number from the front on, a negative number from the back on, 0 all.</summary>
    public static EngineStatus ListRemove(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> unwanted, long count, out int removed)
    {
        var update = new RemoveElements(unwanted, count);
        var status = engine.Update(key, ref update);
        removed = update.Removed;
        return status;
    }

    /// <summary>Visits the elements from one index to another; negative ones are counted from the back.</summary>
    public static EngineStatus ListRead<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, long start, long stop, ref TVisitor visitor)
        where TVisitor : IListVisitor, allows ref struct
    {
        var reader = new ReadElements<TVisitor>(start, stop, visitor);
        var status = engine.Read(key, ref reader);
        visitor = reader.Visitor;
        return status;
    }

    public static EngineStatus ListLength(this CacheEngine engine, ReadOnlySpan<byte> key, out int length)
    {
        var reader = default(ReadLength);
        var status = engine.Read(key, ref reader);
        length = reader.Length;
        return status;
    }

    /// <summary>Adds the indexes of equal elements to a list, in the order they are found.</summary>
    public static EngineStatus ListFind(
        this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> wanted, ListSearch search, List<long> found)
    {
        var reader = new FindElements(wanted, search, found);
        return engine.Read(key, ref reader);
    }
}
