namespace K8sCache.Node.Load;

/// <summary>
/// The part of the machine's processors this process used lately, 0 to 1. Measured from one reading to the next, over
/// at least <see cref="MinWindow"/>.
/// </summary>
internal sealed class CpuShare(TimeProvider time)
{
    private static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _readAt = time.GetTimestamp();
    private TimeSpan _usedThen = Environment.CpuUsage.TotalTime;
    private double _share;

    public double Read()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_readAt);
            if (elapsed < MinWindow)
                return _share;
            var used = Environment.CpuUsage.TotalTime;
            _share = Math.Clamp((used - _usedThen) / elapsed / Environment.ProcessorCount, 0, 1);
            _usedThen = used;
            _readAt = time.GetTimestamp();
            return _share;
        }
    }
}
