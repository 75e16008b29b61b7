namespace K8sCache.Commands;

/// <summary>Indexes of a request's arguments that are keys, in order: a stretch in steps, then one of neighbours.</summary>
public struct KeyIndexes
{
    private readonly int _last;
    private readonly int _step;
    private readonly int _countedLast;
    private int _next;
    private int _countedNext;

    internal KeyIndexes(int first, int last, int step, int countedFirst, int countedLast)
    {
        _next = first;
        _last = last;
        _step = step;
        _countedNext = countedFirst;
        _countedLast = countedLast;
    }

    /// <summary>How many are still to come.</summary>
    public readonly int Count =>
        (_step > 0 ? Math.Max(0, ((_last - _next) / _step) + (_last >= _next ? 1 : 0)) : 0)
        + (_countedNext > 0 ? Math.Max(0, _countedLast - _countedNext + 1) : 0);

    public int Current { get; private set; }

    public readonly KeyIndexes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_step > 0 && _next <= _last)
        {
            Current = _next;
            _next += _step;
            return true;
        }

        if (_countedNext == 0 || _countedNext > _countedLast)
            return false;
        Current = _countedNext++;
        return true;
    }
}
