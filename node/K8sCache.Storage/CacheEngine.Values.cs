using K8sCache.Storage.Eviction;
using K8sCache.Storage.Shards;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage;

/// <summary>What every kind of value is built on, and strings, the commonest of them.</summary>
public sealed partial class CacheEngine
{
    /// <summary>Reads a value; <paramref name="use"/> = it counts as a use for eviction.</summary>
    public EngineStatus Read<TReader>(ReadOnlySpan<byte> key, ref TReader reader, bool use = true)
        where TReader : IValueReader, allows ref struct =>
        Trimmed(ShardOf(key, out var hash).Read(hash, key, ref reader, use));

    /// <summary>Makes or changes a value in one step nobody sees half of.</summary>
    public EngineStatus Update<TUpdate>(ReadOnlySpan<byte> key, ref TUpdate update)
        where TUpdate : IValueUpdate, allows ref struct
    {
        // What adds nothing must also run when memory is full: it may be what frees some.
        var needs = update.ReserveBytes == 0 ? 0 : Needs(key, update.ReserveBytes);
        var shard = ShardOf(key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Update(hash, key, ref update, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }

    /// <summary>Length of a string; 0 of anything else. No use for eviction.</summary>
    internal int LengthOf(ReadOnlySpan<byte> key)
    {
        var reader = new LengthReader();
        Read(key, ref reader, use: false);
        return reader.Length;
    }

    public EngineStatus Get<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IValueVisitor, allows ref struct =>
        Trimmed(ShardOf(key, out var hash).Get(hash, key, ref visitor));

    public EngineStatus StringLength(ReadOnlySpan<byte> key, out int length) =>
        Trimmed(ShardOf(key, out var hash).StringLength(hash, key, out length));

    public EngineStatus Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, in SetOptions options = default)
    {
        var nobody = default(NoVisitor);
        return Set(key, value, options, ref nobody);
    }

    /// <summary>
    /// Writes a string over whatever was there. With <see cref="SetOptions.VisitOld"/> the old value is visited
    /// even when the condition then fails.
    /// </summary>
    public EngineStatus Set<TVisitor>(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, in SetOptions options, ref TVisitor old)
        where TVisitor : IValueVisitor, allows ref struct
    {
        var needs = Needs(key, value.Length);
        var shard = ShardOf(key, out var hash);
        shard.Prefetch(hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Set(hash, key, value, options, ref old, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }
}
