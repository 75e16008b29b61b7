using K8sCache.Storage.HyperLogLogs;

namespace K8sCache.Storage;

/// <summary>
/// What an engine does with strings that estimate how many different elements they were given.
/// <see cref="EngineStatus.Malformed"/> = one is damaged.
/// </summary>
public static class HyperLogLogOperations
{
    /// <summary>Adds elements; <see cref="EngineStatus.Unchanged"/> when that says nothing new.</summary>
    public static EngineStatus AddElements<TElements>(this CacheEngine engine, ReadOnlySpan<byte> key, in TElements elements)
        where TElements : IKeyList, allows ref struct
    {
        var update = new AddElements<TElements>(elements);
        return engine.Update(key, ref update);
    }

    /// <summary>Estimates the different elements of all the keys together; a missing one has none.</summary>
    public static EngineStatus CountElements<TKeys>(this CacheEngine engine, in TKeys keys, out ulong count)
        where TKeys : IKeyList, allows ref struct
    {
        if (keys.Count == 1)
        {
            var single = default(CountElements);
            var status = engine.Update(keys.Key(0), ref single);
            count = single.Count;
            return status == EngineStatus.Unchanged ? EngineStatus.Ok : status;
        }

        var union = new UnionReader();
        count = 0;
        for (var i = 0; i < keys.Count; i++)
        {
            var status = engine.Read(keys.Key(i), ref union);
            if (status is not (EngineStatus.Ok or EngineStatus.Missing))
                return status;
        }

        count = RankHistogram.Estimate(union.Ranks);
        return EngineStatus.Ok;
    }

    /// <summary>Makes the first key hold the elements of all.</summary>
    public static EngineStatus MergeElements<TKeys>(this CacheEngine engine, in TKeys keys)
        where TKeys : IKeyList, allows ref struct
    {
        var union = new UnionReader();
        for (var i = 0; i < keys.Count; i++)
        {
            var status = engine.Read(keys.Key(i), ref union);
            if (status is not (EngineStatus.Ok or EngineStatus.Missing))
                return status;
        }

        var update = new RaiseRegisters(union.Ranks, union.AnyDense);
        return engine.Update(keys.Key(0), ref update);
    }
}
