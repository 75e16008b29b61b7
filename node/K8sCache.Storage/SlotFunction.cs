namespace K8sCache.Storage;

/// <summary>The hash slot of a key. The engine stores it with each entry, so that one slot's entries can be found.</summary>
public delegate ushort SlotFunction(ReadOnlySpan<byte> key);
