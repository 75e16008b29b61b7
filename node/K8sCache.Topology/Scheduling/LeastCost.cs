namespace K8sCache.Topology.Scheduling;

/// <summary>The candidate of least cost, found from a random start so that ties fall evenly; trials of failed nodes come first.</summary>
internal static class LeastCost
{
    public static int Pick<TCost>(
        TCost cost, in ErrorAversion errors, ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
        where TCost : struct, INodeCost
    {
        if (candidates.Length == 1)
            return candidates[0];
        var start = random.Next(candidates.Length);
        var best = candidates[start];
        var least = double.PositiveInfinity;
        for (var step = 0; step < candidates.Length; step++)
        {
            var at = start + step;
            var node = candidates[at < candidates.Length ? at : at - candidates.Length];
            var known = signals[node];
            if (errors.IsTrialDue(known, now))
                return node;
            var current = cost.Of(known, signals, now) * errors.Factor(known, signals, now);
            if (current < least)
                (best, least) = (node, current);
        }

        return best;
    }
}
