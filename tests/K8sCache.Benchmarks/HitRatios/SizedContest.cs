namespace K8sCache.Benchmarks.HitRatios;

/// <summary>
/// Values of very different lengths: what part of the requests hits, and what part of their bytes, beside an exact LRU that
/// holds as many bytes.
/// </summary>
internal static class SizedContest
{
    private const int ShortLength = 100;
    private const int LongLength = 10_000;

    /// <summary>So that short and long ones have as many bytes together.</summary>
    private const int LongOneIn = 100;

    private static readonly int[] Percents = [5, 20];

    public static void Run(Trace trace)
    {
        if (trace.Lengths is { } recorded)
            Run(trace, "recorded", recorded);
        Run(trace, "one-in-100-long", [.. Enumerable.Range(0, trace.KeyCount).Select(LengthOf)]);
    }

    private static void Run(Trace trace, string kind, int[] lengths)
    {
        foreach (var percent in Percents)
        {
            var memory = lengths.Sum(static length => (long)length) * percent / 100;
            var name = $"hit-ratio.lengths.{kind}.{trace.Name}.{percent}%";
            var ours = SizedReplay.OfEngine(trace, lengths, memory);
            var lru = SizedReplay.OfLru(trace, lengths, (long)ours.MeanBytes);
            Rows.Write($"{name}.engine.objects", ours.ObjectPercent, $"% in {ours.MeanBytes / 1024:0} KiB of values, limit {memory / 1024}");
            Rows.Write($"{name}.engine.bytes", ours.BytePercent, "%");
            Rows.Write($"{name}.lru.objects", lru.ObjectPercent, "%");
            Rows.Write($"{name}.lru.bytes", lru.BytePercent, "%");
        }
    }

    // Keys are numbered as they come, so by number alone the long ones would come evenly.
    private static int LengthOf(int key) => (((uint)key * 2654435761u) >> 16) % LongOneIn == 0 ? LongLength : ShortLength;
}
