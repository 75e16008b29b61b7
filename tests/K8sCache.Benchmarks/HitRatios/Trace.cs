using System.Globalization;
using System.IO.Compression;

namespace K8sCache.Benchmarks.HitRatios;

/// <summary>A recorded run of requests: keys by number, in order, and each key's length where that was recorded.</summary>
internal sealed record Trace(string Name, int[] Keys, int KeyCount, int[]? Lengths)
{
    private const string Extension = ".txt.gz";

    /// <summary>Of the folder beside the repository that holds the traces: those of these names.</summary>
    public static IReadOnlyList<Trace> LoadAll(IEnumerable<string> names)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Programs.Root)!, "shared", "traces");
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"the traces are read from {folder}, which is not there");
        return [.. names.Select(name => Load(Path.Combine(folder, name + Extension)))];
    }

    private static Trace Load(string path)
    {
        var keys = new List<int>();
        var lengths = new List<int>();
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var key = int.Parse(comma < 0 ? line : line.AsSpan(0, comma), CultureInfo.InvariantCulture);
            keys.Add(key);
            // Keys are numbered as they come, so what is new comes next; it keeps its first length.
            if (comma >= 0 && key == lengths.Count)
                lengths.Add(int.Parse(line.AsSpan(comma + 1), CultureInfo.InvariantCulture));
        }

        var keyCount = keys.Max() + 1;
        return new Trace(Path.GetFileName(path)[..^Extension.Length], [.. keys], keyCount, lengths.Count == keyCount ? [.. lengths] : null);
    }
}
