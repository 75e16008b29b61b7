using System.Globalization;
using System.IO.Compression;

namespace K8sCache.Benchmarks.HitRatios;

/// <summary>A recorded run of requests: keys by number, in order.</summary>
internal sealed record Trace(string Name, int[] Keys, int KeyCount)
{
    /// <summary>Of the folder beside the repository that holds the traces.</summary>
    public static IReadOnlyList<Trace> LoadAll()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Programs.Root)!, "shared", "traces");
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"the traces are read from {folder}, which is not there");
        return [.. Directory.GetFiles(folder, "*.txt.gz").Order(StringComparer.Ordinal).Select(Load)];
    }

    private static Trace Load(string path)
    {
        var keys = new List<int>();
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            keys.Add(int.Parse(comma < 0 ? line : line.AsSpan(0, comma), CultureInfo.InvariantCulture));
        }

        return new Trace(Path.GetFileName(path)[..^".txt.gz".Length], [.. keys], keys.Max() + 1);
    }
}
