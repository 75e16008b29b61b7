using System.Globalization;
using System.IO.Compression;

namespace K8sCache.Storage.Tests;

/// <summary>Requests of a recorded trace, in order: keys by number.</summary>
internal static class RecordedTrace
{
    public static IEnumerable<int> Keys(string trace)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "K8sCache.sln")))
            folder = folder.Parent!;
        using var file = File.OpenRead(Path.Combine(folder.Parent!.FullName, "shared", "traces", trace + ".txt.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            yield return int.Parse(comma < 0 ? line : line.AsSpan(0, comma), CultureInfo.InvariantCulture);
        }
    }
}
