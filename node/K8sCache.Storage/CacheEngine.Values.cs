using K8sCache.Storage.Shards;
using K8sCache.Storage.Values;

namespace K8sCache.Storage;

/// <summary>What every kind of value is built on.</summary>
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
}
