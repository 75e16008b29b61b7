using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Hashes;

/// <summary>When fields of one large hash expire: a binary heap, earliest first, that knows where each field stands in it.</summary>
internal sealed class FieldDeadlines
{
    private const int FixedBytes = 48;

    private (long AtMs, int Field)[] _heap = new (long, int)[4];

    // By field: its place in the heap, counted from 1; 0 = it never expires.
    private int[] _places;
    private int _count;

    public FieldDeadlines(int capacity) => _places = new int[capacity];

    public long HeapBytes =>
        FixedBytes + HeapSize.Array<(long, int)>(_heap.Length) + HeapSize.Array<int>(_places.Length);

    /// <summary>Milliseconds since the Unix epoch; 0 = none expires.</summary>
    public long EarliestMs => _count == 0 ? 0 : _heap[0].AtMs;

    public int EarliestField => _heap[0].Field;

    public long Of(int field) => field < _places.Length && _places[field] is var place and > 0 ? _heap[place - 1].AtMs : 0;

    /// <summary>Sets when a field expires; 0 = never.</summary>
    public void Set(int field, long atMs)
    {
        if (field >= _places.Length)
            Array.Resize(ref _places, Math.Max(field + 1, _places.Length * 2));
        var place = _places[field] - 1;
        if (atMs == 0)
        {
            if (place >= 0)
                RemovePlace(place);
            return;
        }

        if (place < 0)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, _count * 2);
            place = _count++;
        }

        _heap[place] = (atMs, field);
        _places[field] = place + 1;
        Settle(place);
    }

    /// <summary>A field was given another place in its table; the one that was there is gone from here already.</summary>
    public void Moved(int from, int to)
    {
        var place = from < _places.Length ? _places[from] - 1 : -1;
        if (place < 0)
            return;
        _places[from] = 0;
        _places[to] = place + 1;
        _heap[place].Field = to;
    }

    /// <summary>Fields whose time has come; only those are looked at.</summary>
    public int CountDue(long nowMs) => CountDue(0, nowMs);

    private int CountDue(int place, long nowMs) =>
        place >= _count || _heap[place].AtMs > nowMs
            ? 0
            : 1 + CountDue((2 * place) + 1, nowMs) + CountDue((2 * place) + 2, nowMs);

    private void RemovePlace(int place)
    {
        _places[_heap[place].Field] = 0;
        var last = --_count;
        if (place == last)
            return;
        _heap[place] = _heap[last];
        _places[_heap[place].Field] = place + 1;
        Settle(place);
    }

    /// <summary>Moves an entry up or down to where it belongs.</summary>
    private void Settle(int place)
    {
        var moving = _heap[place];
        while (place > 0 && _heap[(place - 1) / 2].AtMs > moving.AtMs)
            place = Put(place, _heap[(place - 1) / 2], (place - 1) / 2);
        while (EarlierChild(place) is var child and > 0 && _heap[child].AtMs < moving.AtMs)
            place = Put(place, _heap[child], child);
        Put(place, moving, place);
    }

    private int EarlierChild(int place)
    {
        var left = (2 * place) + 1;
        if (left >= _count)
            return 0;
        return left + 1 < _count && _heap[left + 1].AtMs < _heap[left].AtMs ? left + 1 : left;
    }

    private int Put(int place, (long AtMs, int Field) entry, int next)
    {
        _heap[place] = entry;
        _places[entry.Field] = place + 1;
        return next;
    }
}
