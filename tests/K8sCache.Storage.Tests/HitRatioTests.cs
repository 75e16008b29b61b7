using System.IO.Compression;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage.Tests;

/// <summary>The eviction policy on real traces, beside the figures of the reference simulation at equal entries.</summary>
public sealed class HitRatioTests
{
    // Hits in percent: the SEGS3A column, and LRU's, of the reference.
    [Theory]
    [InlineData("web12", 137, 42.47, 39.70)]
    [InlineData("web12", 687, 64.43, 60.00)]
    [InlineData("web12", 1375, 71.94, 68.48)]
    [InlineData("oltp", 9344, 62.00, 60.08)]
    [InlineData("scarab_recs", 2583, 42.06, 34.71)]
    [InlineData("scarab_recs", 25836, 62.70, 60.60)]
    [InlineData("orm_busy", 607, 74.31, 70.05)]
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
