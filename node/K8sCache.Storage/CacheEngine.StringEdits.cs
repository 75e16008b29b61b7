using K8sCache.Storage.Strings;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    /// <summary>Longest value a string may grow to.</summary>
    public int MaxValueBytes => _context.MaxValueBytes;

    /// <summary>
    /// Writes bytes from an offset on, zero bytes before it where the string was shorter. Nothing to write changes
    /// nothing: <see cref="EngineStatus.Unchanged"/>.
    /// </summary>
    public EngineStatus SetRange(ReadOnlySpan<byte> key, long offset, ReadOnlySpan<byte> bytes, out long newLength)
    {
        newLength = 0;
        // One that is too long anyway must not make room first.
        if (!bytes.IsEmpty && offset > MaxValueBytes - bytes.Length)
            return KindOf(key) is EntryKind.None or EntryKind.String ? EngineStatus.TooLarge : EngineStatus.WrongType;
        var update = new SetRangeUpdate(offset, bytes, LengthOf(key));
        var status = Update(key, ref update);
        newLength = update.Length;
        return status;
    }

    /// <summary>Adds to a number as Redis does, in long doubles. A missing entry counts as 0.</summary>
    public EngineStatus IncrementFloat(ReadOnlySpan<byte> key, ReadOnlySpan<byte> delta, out byte[] sum)
    {
        var update = new IncrementFloatUpdate(delta);
        var status = Update(key, ref update);
        sum = update.Sum;
        return status;
    }

    /// <summary>Length of a string; 0 of anything else. No use for eviction.</summary>
    private int LengthOf(ReadOnlySpan<byte> key)
    {
        var reader = new LengthReader();
        Read(key, ref reader, use: false);
        return reader.Length;
    }
}
