namespace K8sCache.Storage;

/// <summary>
/// Told of an entry the engine removed by itself, or fields of it, under its shard's lock: note the key and return; never call the engine.
/// </summary>
public delegate void RemovalObserver(ReadOnlySpan<byte> key, RemovalReason reason);
