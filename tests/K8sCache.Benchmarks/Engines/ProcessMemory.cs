using System.Globalization;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Resident memory as the kernel counts it.</summary>
internal static class ProcessMemory
{
    private static readonly int PageBytes = Environment.SystemPageSize;

    /// <summary>Of a process by its id, or this one.</summary>
    public static long ResidentBytes(int? process = null)
    {
        var who = process is { } id ? id.ToString(CultureInfo.InvariantCulture) : "self";
        return long.Parse(File.ReadAllText($"/proc/{who}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * PageBytes;
    }
}
