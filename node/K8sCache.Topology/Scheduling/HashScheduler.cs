namespace K8sCache.Topology.Scheduling;

/// <summary>
/// Always the first copy: a key has one owner, and the copies only stand in for it. With a load bound, hashing with
/// bounded loads: the first copy in order that has less than bound × (mean own in flight of the slot's copies), rounded up.
/// </summary>
public sealed class HashScheduler(HashParameters parameters) : IScheduler
{
    public SchedulerType Type => SchedulerType.Hash;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        if (parameters.LoadBound == 0 || candidates.Length == 1)
            return candidates[0];
        // With the request to come, and so never below one.
        var inFlight = 1;
        foreach (var node in candidates)
            inFlight += signals[node].InFlight;
        var bound = Math.Ceiling(parameters.LoadBound * inFlight / candidates.Length);
        foreach (var node in candidates)
        {
            if (signals[node].InFlight < bound)
                return node;
        }

        return candidates[0];
    }
}
