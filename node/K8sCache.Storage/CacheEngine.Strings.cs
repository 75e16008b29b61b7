using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
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

    /// <summary>Adds to an integer; a missing entry counts as 0.</summary>
    public EngineStatus Increment(ReadOnlySpan<byte> key, long delta, out long sum)
    {
        var needs = Needs(key, sizeof(long) * 3);
        var shard = ShardOf(key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Increment(hash, key, delta, out sum, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }

    public EngineStatus Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength)
    {
        var shard = ShardOf(key, out var hash);
        shard.StringLength(hash, key, out var oldLength);
        // Growing leaves spare room, see ValueEdits.Append.
        var needs = Needs(key, value.Length + ((oldLength + (long)value.Length) / 8));
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Append(hash, key, value, out newLength, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs + oldLength, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }
}
