namespace K8sCache.Fuzz;

/// <summary>Ways for an input to arrive: ends of what is shown so far, the last being its length.</summary>
internal static class Splits
{
    public static IEnumerable<int[]> Of(byte[] input)
    {
        yield return [input.Length];
        yield return [.. Enumerable.Range(1, input.Length)];

        // A few uneven ones, by the input itself, so that a failure repeats.
        var random = new Random(input.Length);
        for (var round = 0; round < 3; round++)
        {
            var ends = new List<int>();
            for (var at = 0; at < input.Length;)
                ends.Add(at = Math.Min(input.Length, at + random.Next(1, 20)));
            yield return [.. ends];
        }
    }
}
