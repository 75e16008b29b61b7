using System.Numerics;
using K8sCache.Storage.Keys;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    /// <summary>What can be told about an entry; no use for eviction.</summary>
    public EngineStatus Describe(ReadOnlySpan<byte> key, out EntryFacts facts) =>
        Trimmed(ShardOf(key, out var hash).Describe(hash, key, out facts));

    /// <summary>How Redis would have encoded the value, such as <c>embstr</c>; no use for eviction.</summary>
    public EngineStatus GetEncoding(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> encoding)
    {
        var reader = new EncodingReader();
        var status = Read(key, ref reader, use: false);
        encoding = reader.Encoding;
        return status;
    }

    /// <summary>A place to start a <see cref="Scan"/> from that depends on nothing but the number.</summary>
    public ulong CursorAt(uint random) =>
        // The low bits pick the shard, and all of them, turned round, the hash in it.
        Join((int)(random % (uint)_shards.Length), BitOperations.RotateRight(random, BitOperations.Log2((uint)_shards.Length)));
}
