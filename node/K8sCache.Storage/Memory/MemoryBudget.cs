namespace K8sCache.Storage.Memory;

/// <summary>
/// The engine's one byte budget. A write reserves its upper bound first and settles what it really took,
/// so concurrent writers together never pass the limit.
/// </summary>
internal sealed class MemoryBudget(long limitBytes)
{
    private long _limitBytes = limitBytes;
    private long _usedBytes;

    public long LimitBytes
    {
        get => Volatile.Read(ref _limitBytes);
        set => Volatile.Write(ref _limitBytes, value);
    }

    public long UsedBytes => Volatile.Read(ref _usedBytes);

    /// <summary>Reserves if that stays inside the limit.</summary>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _usedBytes, bytes) <= LimitBytes)
            return true;
        Interlocked.Add(ref _usedBytes, -bytes);
        return false;
    }

    public void Add(long bytes) => Interlocked.Add(ref _usedBytes, bytes);
}
