namespace K8sCache.Storage.Memory;

/// <summary>
/// What one shard holds of the engine's budget: index, ghosts, segments, blocks of their own and objects.
/// Changed under the shard's lock, read by anybody.
/// </summary>
internal sealed class ShardMemory(MemoryBudget shared, NativeArena arena, EntryBlocks blocks)
{
    private MemoryBudget? _budget = shared;
    private long _bytes;

    /// <summary>Where its pieces of memory come from.</summary>
    public NativeArena Arena { get; } = arena;

    public EntryBlocks Blocks { get; } = blocks;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Takes or gives back without asking: the write that does so trims behind itself.</summary>
    public void Charge(long bytes)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
        _budget?.Add(bytes);
    }

    /// <summary>Takes if that stays inside the limit.</summary>
    public bool TryCharge(long bytes)
    {
        if (_budget is not { } budget || !budget.Fits(bytes) || !budget.TryReserve(bytes))
            return false;
        Volatile.Write(ref _bytes, _bytes + bytes);
        return true;
    }

    /// <summary>Gives everything back to the budget now; what is freed from here on is counted no more.</summary>
    public void Detach()
    {
        _budget?.Add(-_bytes);
        _budget = null;
    }
}
