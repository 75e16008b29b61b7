namespace K8sCache.Hosting.Tls;

/// <summary>Lets one line a kind and period into the log, with how many were left out before it; from any thread.</summary>
public sealed class FailureThrottle(TimeProvider time, TimeSpan period, int kinds)
{
    private readonly Lock _gate = new();
    private readonly (long At, long LeftOut)?[] _last = new (long, long)?[kinds];

    public bool TryPass(int kind, out long leftOut)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            leftOut = 0;
            if (_last[kind] is { } last)
            {
                if (time.GetElapsedTime(last.At, now) < period)
                {
                    _last[kind] = (last.At, last.LeftOut + 1);
                    return false;
                }

                leftOut = last.LeftOut;
            }

            _last[kind] = (now, 0);
            return true;
        }
    }
}
