namespace K8sCache.Transport.Epoll;

/// <summary>
/// Maps the tokens that epoll hands back to event sources. A token carries the slot's generation beside its index, so an
/// event that was fetched before its source left never reaches the slot's next owner.
/// </summary>
internal sealed class SourceTable
{
    private readonly Stack<int> _free = new();
    private IEventSource?[] _sources = new IEventSource?[64];
    private uint[] _generations = new uint[64];
    private int _used;

    public ulong Add(IEventSource source)
    {
        if (!_free.TryPop(out var index))
        {
            if (_used == _sources.Length)
            {
                Array.Resize(ref _sources, _used * 2);
                Array.Resize(ref _generations, _used * 2);
            }

            index = _used++;
        }

        _sources[index] = source;
        return ((ulong)_generations[index] << 32) | (uint)index;
    }

    public IEventSource? Find(ulong token)
    {
        var index = (int)(uint)token;
        return _generations[index] == (uint)(token >> 32) ? _sources[index] : null;
    }

    public void Remove(ulong token)
    {
        var index = (int)(uint)token;
        _sources[index] = null;
        _generations[index]++;
        _free.Push(index);
    }
}
