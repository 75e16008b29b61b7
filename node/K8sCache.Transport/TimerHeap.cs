namespace K8sCache.Transport;

/// <summary>Timers by when they are due; a binary heap that knows each timer's place, so cancelling frees it at once.</summary>
internal sealed class TimerHeap
{
    private HeapTimer[] _heap = new HeapTimer[16];

    public int Count { get; private set; }

    /// <summary>When the next timer is due, if there is one.</summary>
    public long NextDue => _heap[0].Due;

    public HeapTimer Add(long due, Action<object?> callback, object? state)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, Count * 2);
        var timer = new HeapTimer(this, due, callback, state);
        Count++;
        SiftUp(timer, Count - 1);
        return timer;
    }

    /// <summary>Takes out the earliest timer that is due by then.</summary>
    public bool TryTakeDue(long now, out HeapTimer? timer)
    {
        timer = Count > 0 && _heap[0].Due <= now ? _heap[0] : null;
        if (timer is not null)
            Remove(timer);
        return timer is not null;
    }

    public void Remove(HeapTimer timer)
    {
        var hole = timer.Index;
        if (hole < 0)
            return;
        timer.Index = HeapTimer.NotInHeap;
        Count--;
        var moved = _heap[Count];
        _heap[Count] = null!;
        if (hole == Count)
            return;
        SiftDown(moved, hole);
        if (moved.Index == hole)
            SiftUp(moved, hole);
    }

    private void SiftUp(HeapTimer timer, int at)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (_heap[parent].Due <= timer.Due)
                break;
            Place(_heap[parent], at);
            at = parent;
        }

        Place(timer, at);
    }

    private void SiftDown(HeapTimer timer, int at)
    {
        while (true)
        {
            var child = (at * 2) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && _heap[child + 1].Due < _heap[child].Due)
                child++;
            if (timer.Due <= _heap[child].Due)
                break;
            Place(_heap[child], at);
            at = child;
        }

        Place(timer, at);
    }

    private void Place(HeapTimer timer, int at)
    {
        _heap[at] = timer;
        timer.Index = at;
    }
}
