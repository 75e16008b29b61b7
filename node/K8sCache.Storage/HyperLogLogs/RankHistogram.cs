namespace K8sCache.Storage.HyperLogLogs;

/// <summary>
/// How many registers have each value, and what that says of the number of elements.
/// O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284.
/// </summary>
internal static class RankHistogram
{
    private const double AlphaInfinity = 0.721347520444481703680;
    private const int HashBits = HyperLogLog.MaxRank - 1;

    /// <summary>Estimates from 16384 registers, one a byte.</summary>
    public static ulong Estimate(ReadOnlySpan<byte> ranks)
    {
        Span<int> histogram = stackalloc int[byte.MaxValue + 1];
        histogram.Clear();
        foreach (var rank in ranks)
            histogram[rank]++;

        const double Registers = HyperLogLog.RegisterCount;
        var z = Registers * Tau((Registers - histogram[HashBits + 1]) / Registers);
        for (var rank = HashBits; rank >= 1; rank--)
            z = (z + histogram[rank]) * 0.5;
        z += Registers * Sigma(histogram[0] / Registers);
        return (ulong)Math.Round(AlphaInfinity * Registers * Registers / z, MidpointRounding.AwayFromZero);
    }

    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double before, y = 1, z = x;
        do
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }
        while (before != z);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        double before, y = 1, z = 1 - x;
        do
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (before != z);
        return z / 3;
    }
}
