using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Commands;

/// <summary>Unions, intersections and differences of elements that were read before; scores are worked out as Redis does.</summary>
internal static class SortedSetAlgebra
{
    /// <summary>The elements of the result, in no order.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="sources">Elements of each set, each member once; empty for a set there is not.</param>
    /// <param name="weights">What each set's scores are multiplied by.</param>
    /// <param name="aggregate">What several scores of a member come to.</param>
    public static List<KeyValuePair<byte[], double>> Combine(
        SetOperation operation, List<KeyValuePair<byte[], double>>[] sources, double[] weights, ScoreAggregate aggregate) =>
        operation == SetOperation.Difference
            ? Subtract(sources)
            : Merge(sources, weights, aggregate, mustBeInAll: operation == SetOperation.Intersection);

    private static List<KeyValuePair<byte[], double>> Merge(
        List<KeyValuePair<byte[], double>>[] sources, double[] weights, ScoreAggregate aggregate, bool mustBeInAll)
    {
        // From the smallest on, as Redis adds them up: the order shows in a sum's last bits.
        var order = Enumerable.Range(0, sources.Length).OrderBy(index => sources[index].Count).ToArray();
        if (mustBeInAll && sources[order[0]].Count == 0)
            return [];
        var merged = new Dictionary<byte[], (double Score, int Sets)>(KeyComparer.Instance);
        foreach (var (place, index) in order.Index())
        {
            foreach (var (member, score) in sources[index])
            {
                var weighted = weights[index] * score;
                if (double.IsNaN(weighted) && (!mustBeInAll || place == 0))
                    weighted = 0;
                if (merged.TryGetValue(member, out var sum))
                    merged[member] = (Aggregate(aggregate, sum.Score, weighted), sum.Sets + 1);
                else if (!mustBeInAll || place == 0)
                    merged.Add(member, (weighted, 1));
            }
        }

        return
        [
            .. merged.Where(element => !mustBeInAll || element.Value.Sets == sources.Length)
                .Select(element => new KeyValuePair<byte[], double>(element.Key, element.Value.Score)),
        ];
    }

    private static List<KeyValuePair<byte[], double>> Subtract(List<KeyValuePair<byte[], double>>[] sources)
    {
        var gone = new HashSet<byte[]>(sources.Skip(1).SelectMany(source => source).Select(element => element.Key), KeyComparer.Instance);
        return [.. sources[0].Where(element => !gone.Contains(element.Key))];
    }

    private static double Aggregate(ScoreAggregate aggregate, double score, double other)
    {
        switch (aggregate)
        {
            case ScoreAggregate.Min:
                return other < score ? other : score;
            case ScoreAggregate.Max:
                return other > score ? other : score;
            case ScoreAggregate.Sum:
            default:
                // Opposite infinities come to nothing.
                var sum = score + other;
                return double.IsNaN(sum) ? 0 : sum;
        }
    }
}
