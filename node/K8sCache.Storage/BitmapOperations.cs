using K8sCache.Storage.Bitmaps;

namespace K8sCache.Storage;

/// <summary>What an engine does with strings as bits.</summary>
public static class BitmapOperations
{
    /// <summary>Sets a bit, growing the string to it; <see cref="EngineStatus.Unchanged"/> when it was so.</summary>
    /// <param name="key">The key.</param>
    /// <param name="offset">Less than eight times <see cref="CacheEngine.MaxValueBytes"/>.</param>
    /// <param name="bit">0 or 1.</param>
    /// <param name="oldBit">What it was.</param>
    public static EngineStatus SetBit(this CacheEngine engine, ReadOnlySpan<byte> key, long offset, int bit, out int oldBit)
    {
        var update = new SetBitUpdate(offset, bit, engine.LengthOf(key));
        var status = engine.Update(key, ref update);
        oldBit = update.OldBit;
        return status;
    }

    /// <summary>Combines strings to one at the destination; <paramref name="length"/> = its bytes, and 0 removes it.</summary>
    /// <param name="operation">How.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="sources">The strings; what is missing counts as empty.</param>
    /// <param name="length">Bytes of the result.</param>
    public static EngineStatus CombineBits<TKeys>(
        this CacheEngine engine, BitOperation operation, ReadOnlySpan<byte> destination, in TKeys sources, out int length)
        where TKeys : IKeyList, allows ref struct
    {
        length = 0;
        var combiner = new BitCombiner(operation);
        for (var i = 0; i < sources.Count; i++)
        {
            var status = engine.Read(sources.Key(i), ref combiner);
            if (status == EngineStatus.WrongType)
                return status;
            if (status == EngineStatus.Missing)
                combiner.Add([]);
        }

        length = combiner.Result.Length;
        if (length > 0)
            return engine.Set(destination, combiner.Result);
        return engine.Delete(destination) ? EngineStatus.Ok : EngineStatus.Unchanged;
    }

    /// <summary>Runs the steps in order, each answering its field; null = it did not fit and must.</summary>
    public static EngineStatus RunFields(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<FieldStep> steps, Span<long?> answers)
    {
        foreach (var step in steps)
        {
            if (step.Action == FieldAction.Get)
                continue;
            var update = new FieldsUpdate(steps, engine.LengthOf(key), answers);
            return engine.Update(key, ref update);
        }

        var reader = new FieldsReader(steps, answers);
        var status = engine.Read(key, ref reader);
        if (status == EngineStatus.Missing)
            reader.Read([]);
        return status;
    }
}
