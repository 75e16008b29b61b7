using System.Numerics;
using K8sCache.Storage.Keys;

namespace K8sCache.Storage;

/// <summary>What an engine tells of entries beside their values.</summary>
public static class FactOperations
{
    /// <summary>What can be told about an entry; no use for eviction.</summary>
    public static EngineStatus Describe(this CacheEngine engine, ReadOnlySpan<byte> key, out EntryFacts facts) =>
        engine.Trimmed(engine.ShardOf(key, out var hash).Describe(hash, key, out facts));

    /// <summary>How Redis would have encoded the value, such as <c>embstr</c>; no use for eviction.</summary>
    public static EngineStatus GetEncoding(this CacheEngine engine, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> encoding)
    {
        var reader = new EncodingReader();
        var status = engine.Read(key, ref reader, use: false);
        encoding = reader.Encoding;
        return status;
    }

    /// <summary>A place to start a <see cref="CacheEngine.Scan"/> from that depends on nothing but the number.</summary>
    public static ulong CursorAt(this CacheEngine engine, uint random) =>
        // The low bits pick the shard, and all of them, turned round, the hash in it.
        engine.Join((int)(random % (uint)engine.Shards.Length), BitOperations.RotateRight(random, BitOperations.Log2((uint)engine.Shards.Length)));
}
