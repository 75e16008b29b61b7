namespace K8sCache.Topology.Scheduling;

/// <summary>
/// The candidate of least cost, found from a random start so that ties fall evenly. Trials of failed nodes come first;
/// ejected ones only where there is nobody else.
/// </summary>
internal static class LeastCost
{
    public static int Pick<TCost>(
        TCost cost, in Caution caution, ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
        where TCost : struct, INodeCost
    {
        if (candidates.Length == 1)
            return candidates[0];
        var start = random.Next(candidates.Length);
        var best = candidates[start];
        var least = double.PositiveInfinity;
        var bestIsEjected = true;
        for (var step = 0; step < candidates.Length; step++)
        {
            var at = start + step;
            var node = candidates[at < candidates.Length ? at : at - candidates.Length];
            var known = signals[node];
            if (caution.IsTrialDue(known, now))
                return node;
            if (known.IsEjected && !bestIsEjected)
                continue;
            var current = cost.Of(known, signals, now) * caution.Factor(known, signals, now);
            if (current < least || (bestIsEjected && !known.IsEjected))
                (best, least, bestIsEjected) = (node, current, known.IsEjected);
        }

        return best;
    }
}
