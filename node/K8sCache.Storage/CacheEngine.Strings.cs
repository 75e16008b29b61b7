namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    public EngineStatus Get<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IValueVisitor, allows ref struct =>
        ShardOf(key, out var hash).Get(hash, key, ref visitor);

    public EngineStatus StringLength(ReadOnlySpan<byte> key, out int length) =>
        ShardOf(key, out var hash).StringLength(hash, key, out length);

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
        var reserved = Needs(key, value.Length);
        if (!TryReserve(reserved))
            return EngineStatus.OutOfMemory;
        var status = ShardOf(key, out var hash).Set(hash, key, value, options, ref old, reserved);
        Trim();
        return status;
    }

    /// <summary>Adds to an integer; a missing entry counts as 0.</summary>
    public EngineStatus Increment(ReadOnlySpan<byte> key, long delta, out long sum)
    {
        var reserved = Needs(key, sizeof(long) * 3);
        sum = 0;
        if (!TryReserve(reserved))
            return EngineStatus.OutOfMemory;
        var status = ShardOf(key, out var hash).Increment(hash, key, delta, out sum, reserved);
        Trim();
        return status;
    }

    public EngineStatus Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength)
    {
        newLength = 0;
        var shard = ShardOf(key, out var hash);
        shard.StringLength(hash, key, out var oldLength);
        // Growing leaves spare room, see CacheShard.Append.
        var reserved = Needs(key, value.Length + ((oldLength + (long)value.Length) / 8));
        if (!TryReserve(reserved))
            return EngineStatus.OutOfMemory;
        var status = shard.Append(hash, key, value, out newLength, reserved);
        Trim();
        return status;
    }
}
