namespace K8sCache.Transport;

/// <summary>A timer and its place in its heap.</summary>
internal sealed class HeapTimer(TimerHeap heap, long due, Action<object?> callback, object? state) : LoopTimer
{
    public const int NotInHeap = -1;

    /// <summary>A <see cref="TimeProvider"/> timestamp.</summary>
    public long Due { get; } = due;

    public int Index { get; set; } = NotInHeap;

    public void Run() => callback(state);

    public override void Cancel() => heap.Remove(this);
}
