using System.Globalization;

namespace K8sCache.Hosting.Metrics;

/// <summary>What the kernel tells of this process in <c>/proc/self/stat</c>.</summary>
internal readonly record struct ProcessStatus(int Threads, long VirtualBytes, long ResidentBytes)
{
    public static ProcessStatus Read() => Parse(File.ReadAllText("/proc/self/stat"), Environment.SystemPageSize);

    internal static ProcessStatus Parse(string line, int pageBytes)
    {
        // The command, in parentheses, is the second field and may hold anything; num_threads, vsize and rss are the 20th, 23rd and 24th.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStatus((int)Number(fields[17]), Number(fields[20]), Number(fields[21]) * pageBytes);
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
