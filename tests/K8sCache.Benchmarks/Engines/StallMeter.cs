namespace K8sCache.Benchmarks.Engines;

/// <summary>CPU time of each operation: the longest, and how many were long.</summary>
internal sealed class StallMeter
{
    private const long TargetNs = 200_000;

    private readonly List<long> _long = [];
    private long _last = CpuClock.OfThread();

    /// <summary>An operation ended.</summary>
    public void Lap()
    {
        var now = CpuClock.OfThread();
        if (now - _last > TargetNs / 8)
            _long.Add(now - _last);
        _last = CpuClock.OfThread();
    }

    public void Report(string name, long operations)
    {
        var sorted = _long.Order().ToList();
        Rows.Write($"{name}.longest", sorted.LastOrDefault() / 1_000.0, "us");
        Rows.Write($"{name}.second", (sorted.Count > 1 ? sorted[^2] : 0) / 1_000.0, "us");
        Rows.Write($"{name}.tenth", (sorted.Count > 9 ? sorted[^10] : 0) / 1_000.0, "us");
        Rows.Write($"{name}.over.200us", sorted.Count(time => time > TargetNs), $"of {operations}");
        Rows.Write($"{name}.over.25us", sorted.Count, $"of {operations}");
    }
}
