namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// The kubelet's delay before a container that exited starts again: none the first time, then a base that doubles up to a limit;
/// forgotten once a run lasted twice the limit.
/// </summary>
internal sealed class RestartBackoff(TimeSpan first, TimeSpan limit)
{
    private TimeSpan _next = TimeSpan.Zero;

    public TimeSpan NextDelay(TimeSpan lastRun)
    {
        if (lastRun >= limit * 2)
            _next = TimeSpan.Zero;
        var delay = _next;
        _next = delay == TimeSpan.Zero ? first : delay * 2 < limit ? delay * 2 : limit;
        return delay;
    }
}
