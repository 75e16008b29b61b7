using System.IO.Compression;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage.Tests;

/// <summary>The eviction policy on real traces, beside the figures of the reference simulation at equal entries.</summary>
public sealed class HitRatioTests
{
    // Hits in percent: the SEGS3A column, and LRU's, of the reference; where that one's share runs away, the column of a fixed share.
    [Theory]
    [InlineData("cloudphysics_io", 489, 17.16, 16.20)]
    [InlineData("cloudphysics_io", 2448, 19.74, 17.54)]
    [InlineData("cloudphysics_io", 4897, 25.29, 19.51)]
    [InlineData("cloudphysics_io", 9794, 32.81, 27.51)]
    [InlineData("oltp", 1868, 46.20, 41.63)]
    [InlineData("oltp", 9344, 62.00, 60.08)]
    [InlineData("oltp", 18688, 68.15, 66.52)]
    [InlineData("oltp", 37376, 73.04, 71.97)]
    [InlineData("orm_busy", 607, 74.31, 70.05)]
    [InlineData("orm_busy", 3036, 83.58, 82.50)]
    [InlineData("orm_busy", 6073, 87.06, 86.02)]
    [InlineData("orm_busy", 12146, 90.74, 90.24)]
    [InlineData("scarab_recs", 2583, 42.06, 34.71)]
    [InlineData("scarab_recs", 12918, 55.56, 51.71)]
    [InlineData("scarab_recs", 25836, 62.70, 60.60)]
    [InlineData("scarab_recs", 51673, 70.60, 69.52)]
    [InlineData("web12", 137, 42.47, 39.70)]
    [InlineData("web12", 687, 64.43, 60.00)]
    [InlineData("web12", 1375, 71.94, 68.48)]
    [InlineData("web12", 2751, 78.07, 75.67)]
    public void A_trace_hits_as_often_as_the_reference(string trace, int entries, double reference, double lru)
    {
        var simulation = new PolicySimulation<S3FifoPolicy>(entries, memory => new S3FifoPolicy(6, memory));
        foreach (var key in Keys(trace))
            simulation.Request(key);
        var percent = 100.0 * simulation.Hits / simulation.Requests;
        Assert.InRange(percent, reference - 0.5, 100);
        Assert.True(percent > lru, $"{percent:F2} % is not above LRU's {lru} %");
    }

    private static IEnumerable<int> Keys(string trace)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "K8sCache.sln")))
            folder = folder.Parent!;
        using var file = File.OpenRead(Path.Combine(folder.Parent!.FullName, "shared", "traces", trace + ".txt.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            yield return int.Parse(comma < 0 ? line : line.AsSpan(0, comma), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
