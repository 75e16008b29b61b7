using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Sessions;

/// <summary>
/// While one request of a batch runs, has the processor fetch what the next ones will look at: the bucket of the one after
/// the next, and the entry of the next, whose bucket had time to come.
/// </summary>
internal ref struct KeysAhead(CacheEngine engine, ReadOnlySpan<byte> batch)
{
    private readonly ReadOnlySpan<byte> _batch = batch;
    private ulong _fetched;
    private int _position;
    private bool _isOver;

    /// <summary>To be called before a request is run, with where the next one begins.</summary>
    public void Look(int next)
    {
        if (_isOver || next >= _batch.Length)
            return;
        if (_position == 0)
        {
            _position = next;
            Fetch();
        }
        else
        {
            engine.PrefetchEntry(_fetched);
        }

        Fetch();
    }

    private void Fetch()
    {
        if (_isOver || !RequestPeek.TryRead(_batch[_position..], out var length, out var key))
        {
            _isOver = true;
            return;
        }

        _position += length;
        _fetched = engine.Prefetch(key);
    }
}
