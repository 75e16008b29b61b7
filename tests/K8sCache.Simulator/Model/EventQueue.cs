namespace K8sCache.Simulator.Model;

/// <summary>
/// Events by time, those of the same time in the order they were added: a run repeats itself exactly. A binary heap of
/// structs; millions of events a second.
/// </summary>
internal sealed class EventQueue
{
    private (double Time, long Order, EventKind Kind, int Subject)[] _heap = new (double, long, EventKind, int)[1024];
    private int _count;
    private long _added;

    public void Add(double time, EventKind kind, int subject)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, 2 * _count);
        var added = (time, _added++, kind, subject);
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!IsBefore(added, _heap[parent]))
                break;
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = added;
    }

    public bool TryTake(out double time, out EventKind kind, out int subject)
    {
        (time, _, kind, subject) = _heap[0];
        if (_count == 0)
            return false;
        var last = _heap[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = (2 * at) + 1)
        {
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], last))
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        return true;
    }

    private static bool IsBefore(
        in (double Time, long Order, EventKind Kind, int Subject) a, in (double Time, long Order, EventKind Kind, int Subject) b) =>
        a.Time < b.Time || (a.Time == b.Time && a.Order < b.Order);
}
