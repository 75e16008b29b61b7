namespace K8sCache.Storage.Shards;

/// <summary>Gives a shard's writes their versions: each above every version given or met before.</summary>
internal sealed class VersionClock(EngineContext context)
{
    private ulong _last;

    /// <summary>Gives no version up to this clock any more.</summary>
    public void Observe(ulong clock) => _last = Math.Max(_last, clock);

    public EntryVersion Next(long nowMs)
    {
        var next = Math.Max((ulong)nowMs << EntryVersion.CounterBits, _last + 1);
        // An entry keeps eight bits of the counter; past them the clock runs ahead of the time for a moment.
        if ((next & ushort.MaxValue) > byte.MaxValue)
            next = (next | ushort.MaxValue) + 1;
        _last = next;
        return new EntryVersion(next, context.NodeId);
    }
}
