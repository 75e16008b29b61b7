namespace K8sCache.Router.Routing;

/// <summary>
/// Reads whose last reply was large, by a hash of the whole request; fixed memory, newer ones push out older ones. They go
/// over a connection of their own, so that nobody waits behind them, and nothing is read there faster than their client takes it.
/// </summary>
internal sealed class LargeReads
{
    /// <summary>Replies from this length on are large.</summary>
    public const long LeastBytes = 256 * 1024;

    /// <summary>
    /// One that comes over a shared connection and is at least so long is dropped and asked for again on a connection of its own:
    /// it would keep others waiting, or fill the memory if its client is slow.
    /// </summary>
    public const long AskedApartBytes = 8 << 20;

    /// <summary>If more than so much would come over a shared connection only to be dropped, that one is opened anew instead.</summary>
    public const long DroppedBytesMax = 32 << 20;

    private const int Places = 1024;

    private readonly int[] _hashes = new int[Places];
    private int _count;

    public bool Contains(ReadOnlySpan<byte> request)
    {
        if (_count == 0)
            return false;
        var hash = HashOf(request);
        return _hashes[PlaceOf(hash)] == hash;
    }

    public void Add(ReadOnlySpan<byte> request)
    {
        var hash = HashOf(request);
        ref var place = ref _hashes[PlaceOf(hash)];
        if (place == 0)
            _count++;
        place = hash;
    }

    public void Remove(ReadOnlySpan<byte> request)
    {
        var hash = HashOf(request);
        ref var place = ref _hashes[PlaceOf(hash)];
        if (place != hash)
            return;
        place = 0;
        _count--;
    }

    // Seeded by the process; two requests of one hash cost the smaller one a detour, no more.
    private static int HashOf(ReadOnlySpan<byte> request)
    {
        var hash = new HashCode();
        hash.AddBytes(request);
        return hash.ToHashCode() is var code and not 0 ? code : 1; // 0 is an empty place.
    }

    private static int PlaceOf(int hash) => hash & (Places - 1);
}
