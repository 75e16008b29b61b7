using K8sCache.Storage.Eviction;
using K8sCache.Storage.Shards;
using K8sCache.Storage.Strings;

namespace K8sCache.Storage;

/// <summary>What an engine does with parts of strings, and with strings that are numbers.</summary>
public static class StringOperations
{
    /// <summary>
    /// Writes bytes from an offset on, zero bytes before it where the string was shorter. Nothing to write changes
    /// nothing: <see cref="EngineStatus.Unchanged"/>.
    /// </summary>
    public static EngineStatus SetRange(this CacheEngine engine, ReadOnlySpan<byte> key, long offset, ReadOnlySpan<byte> bytes, out long newLength)
    {
        newLength = 0;
        // One that is too long anyway must not make room first.
        if (!bytes.IsEmpty && offset > engine.MaxValueBytes - bytes.Length)
            return engine.KindOf(key) is EntryKind.None or EntryKind.String ? EngineStatus.TooLarge : EngineStatus.WrongType;
        var update = new SetRangeUpdate(offset, bytes, engine.LengthOf(key));
        var status = engine.Update(key, ref update);
        newLength = update.Length;
        return status;
    }

    /// <summary>Adds to a number as Redis does, in long doubles. A missing entry counts as 0.</summary>
    public static EngineStatus IncrementFloat(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> delta, out byte[] sum)
    {
        var update = new IncrementFloatUpdate(delta);
        var status = engine.Update(key, ref update);
        sum = update.Sum;
        return status;
    }

    /// <summary>Adds to an integer; a missing entry counts as 0.</summary>
    public static EngineStatus Increment(this CacheEngine engine, ReadOnlySpan<byte> key, long delta, out long sum)
    {
        var needs = CacheEngine.Needs(key, sizeof(long) * 3);
        var shard = engine.ShardOf(key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Increment(hash, key, delta, out sum, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!engine.MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return engine.Trimmed(status);
    }

    /// <summary>Adds to a string's end; a missing one counts as empty.</summary>
    public static EngineStatus Append(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength)
    {
        var shard = engine.ShardOf(key, out var hash);
        shard.StringLength(hash, key, out var oldLength);
        // Growing leaves spare room, see ValueEdits.Append.
        var needs = CacheEngine.Needs(key, value.Length + ((oldLength + (long)value.Length) / 8));
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Append(hash, key, value, out newLength, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!engine.MakeRoom(needs + oldLength, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return engine.Trimmed(status);
    }
}
