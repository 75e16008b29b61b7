namespace K8sCache.Storage.Memory;

/// <summary>The engine's one byte budget: everything its shards hold counts, used or not.</summary>
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

    public bool IsExceeded => UsedBytes > LimitBytes;

    public bool Fits(long bytes) => UsedBytes + bytes <= LimitBytes;

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
