namespace K8sCache.Node.Load;

/// <summary>
/// Smoothed time of serving one request, ns: s += 0.05 (min(d, 3 s) − s). Clipping keeps one stall from making the
/// node look slow for long. Only batches with hits count: a miss is cheap, and counting it makes a cold node look fast.
/// </summary>
internal sealed class ServiceTime
{
    private const double Weight = 0.05;
    private const double Clip = 3;

    private double _nanoseconds;

    public double Nanoseconds => Volatile.Read(ref _nanoseconds);

    public void Observe(double nanoseconds)
    {
        var old = _nanoseconds;
        // Before the first sample there is nothing to clip against.
        Volatile.Write(ref _nanoseconds, old <= 0 ? nanoseconds : old + (Weight * (Math.Min(nanoseconds, Clip * old) - old)));
    }
}
