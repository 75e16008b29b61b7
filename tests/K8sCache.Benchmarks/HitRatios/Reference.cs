namespace K8sCache.Benchmarks.HitRatios;

/// <summary>
/// Hits in percent that the reference simulation has at equal entries: exact LRU, and S3-FIFO with an adaptive small queue on
/// segments.
/// </summary>
internal static class Reference
{
    private static readonly Dictionary<(string Trace, int Percent), (double Lru, double Segments)> Table = new()
    {
        [("cloudphysics_io", 1)] = (16.20, 17.16),
        [("cloudphysics_io", 5)] = (17.54, 19.74),
        [("cloudphysics_io", 10)] = (19.51, 25.29),
        [("cloudphysics_io", 20)] = (27.51, 28.24),
        [("oltp", 1)] = (41.63, 46.20),
        [("oltp", 5)] = (60.08, 62.00),
        [("oltp", 10)] = (66.52, 68.15),
        [("oltp", 20)] = (71.97, 73.04),
        [("orm_busy", 1)] = (70.05, 74.31),
        [("orm_busy", 5)] = (82.50, 83.58),
        [("orm_busy", 10)] = (86.02, 87.06),
        [("orm_busy", 20)] = (90.24, 90.74),
        [("scarab_recs", 1)] = (34.71, 42.06),
        [("scarab_recs", 5)] = (51.71, 55.56),
        [("scarab_recs", 10)] = (60.60, 62.70),
        [("scarab_recs", 20)] = (69.52, 70.60),
        [("web12", 1)] = (39.70, 42.47),
        [("web12", 5)] = (60.00, 64.43),
        [("web12", 10)] = (68.48, 71.94),
        [("web12", 20)] = (75.67, 78.07),
    };

    public static bool TryGet(string trace, int percent, out double lru, out double segments)
    {
        var known = Table.TryGetValue((trace, percent), out var values);
        (lru, segments) = values;
        return known;
    }
}
