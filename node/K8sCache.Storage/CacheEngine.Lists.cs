using K8sCache.Storage.Lists;

namespace K8sCache.Storage;

/// <summary>Lists.</summary>
public sealed partial class CacheEngine
{
    /// <summary>Adds elements at one end, one after the other.</summary>
    /// <param name="key">The key.</param>
    /// <param name="elements">The elements, as fields.</param>
    /// <param name="atFront">Whether at the front.</param>
    /// <param name="onlyExisting">Whether to make no new list: <see cref="EngineStatus.Missing"/> then.</param>
    /// <param name="length">The list's length afterwards.</param>
    public EngineStatus ListPush<TElements>(
        ReadOnlySpan<byte> key, in TElements elements, bool atFront, bool onlyExisting, out int length)
        where TElements : IFieldList, allows ref struct
    {
        var update = new PushElements<TElements>(elements, atFront, onlyExisting);
        var status = Update(key, ref update);
        length = update.Length;
        return status;
    }

    /// <summary>Visits at most that many elements, from one end on, and removes them.</summary>
    public EngineStatus ListTake<TVisitor>(ReadOnlySpan<byte> key, long count, bool atFront, ref TVisitor visitor)
        where TVisitor : IListVisitor, allows ref struct
    {
        var update = new TakeElements<TVisitor>(count, atFront, visitor);
        var status = Update(key, ref update);
        visitor = update.Visitor;
        return status;
    }

    /// <summary>Keeps only the elements from one index to another.</summary>
    public EngineStatus ListTrim(ReadOnlySpan<byte> key, long start, long stop)
    {
        var update = new TrimElements(start, stop);
        return Update(key, ref update);
    }

    /// <summary>Replaces an element. <see cref="EngineStatus.ConditionFailed"/> where the index is outside.</summary>
    public EngineStatus ListSet(ReadOnlySpan<byte> key, long index, ReadOnlySpan<byte> element)
    {
        var update = new SetElement(index, element);
        return Update(key, ref update);
    }

    /// <summary>
    /// Puts an element before or after the first that equals a pivot. <see cref="EngineStatus.ConditionFailed"/> where there
    /// is none.
    /// </summary>
    public EngineStatus ListInsert(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> pivot, ReadOnlySpan<byte> element, bool after, out int length)
    {
        var update = new InsertElement(pivot, element, after);
        var status = Update(key, ref update);
        length = update.Length;
        return status;
    }

    /// <summary>Removes equal elements: at most a number from the front on, a negative number from the back on, 0 all.</summary>
    public EngineStatus ListRemove(ReadOnlySpan<byte> key, ReadOnlySpan<byte> unwanted, long count, out int removed)
    {
        var update = new RemoveElements(unwanted, count);
        var status = Update(key, ref update);
        removed = update.Removed;
        return status;
    }

    /// <summary>Visits the elements from one index to another; negative ones are counted from the back.</summary>
    public EngineStatus ListRead<TVisitor>(ReadOnlySpan<byte> key, long start, long stop, ref TVisitor visitor)
        where TVisitor : IListVisitor, allows ref struct
    {
        var reader = new ReadElements<TVisitor>(start, stop, visitor);
        var status = Read(key, ref reader);
        visitor = reader.Visitor;
        return status;
    }

    public EngineStatus ListLength(ReadOnlySpan<byte> key, out int length)
    {
        var reader = default(ReadLength);
        var status = Read(key, ref reader);
        length = reader.Length;
        return status;
    }

    /// <summary>Adds the indexes of equal elements to a list, in the order they are found.</summary>
    public EngineStatus ListFind(ReadOnlySpan<byte> key, ReadOnlySpan<byte> wanted, ListSearch search, List<long> found)
    {
        var reader = new FindElements(wanted, search, found);
        return Read(key, ref reader);
    }
}
