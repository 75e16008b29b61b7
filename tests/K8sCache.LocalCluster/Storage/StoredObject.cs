using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Storage;

/// <summary>
/// One version of one object. Kept as bytes: JSON nodes are mutable and not safe to read from several threads, bytes are.
/// </summary>
public sealed class StoredObject(StoreKey key, long version, byte[] json)
{
    public StoreKey Key { get; } = key;

    /// <summary>The resourceVersion, also inside the JSON.</summary>
    public long Version { get; } = version;

    public ReadOnlyMemory<byte> Json => json;

    /// <summary>A fresh copy, the caller's to change.</summary>
    public JsonObject Parse() => JsonNode.Parse(json)!.AsObject();
}
