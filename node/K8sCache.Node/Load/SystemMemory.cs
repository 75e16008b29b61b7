using System.Globalization;

namespace K8sCache.Node.Load;

/// <summary>The machine's memory. The collector only knows the limit the process set itself.</summary>
internal static class SystemMemory
{
    private const string File = "/proc/meminfo";
    private const string Total = "MemTotal:";

    public static long TotalBytes { get; } = Read();

    private static long Read()
    {
        var line = System.IO.File.ReadLines(File).First(line => line.StartsWith(Total, StringComparison.Ordinal));
        var kibibytes = line[Total.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
