namespace K8sCache.Storage.Values;

/// <summary>A collection past its compact limits, as an object of its own. Used only while its entry's shard is held.</summary>
public abstract class LargeValue
{
    /// <summary>Elements; an entry without any does not stay.</summary>
    public abstract int Count { get; }

    /// <summary>Heap bytes of the whole object graph. Read after every change, so it must not cost more than one.</summary>
    public abstract long HeapBytes { get; }

    /// <summary>What the budget was charged for this object.</summary>
    internal long ChargedBytes { get; set; }

    /// <summary>The same elements as the packed payload of its kind: how it travels to other nodes.</summary>
    public abstract byte[] Pack();
}
