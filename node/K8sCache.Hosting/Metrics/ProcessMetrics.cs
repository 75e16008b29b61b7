using System.Diagnostics;

namespace K8sCache.Hosting.Metrics;

/// <summary>The process's own figures, by the names and texts prometheus-net gives them.</summary>
/// <remarks>
/// Not by its <c>DotNetStats</c>: that looks at every open file and every thread for each page, 58 ms with 5,000 connections.
/// What costs that, the number of open handles, is left out, as is private memory, which counts what was reserved only.
/// </remarks>
internal static class ProcessMetrics
{
    public static void AddTo(MetricPage page)
    {
        using var process = Process.GetCurrentProcess();
        var started = (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        page.Gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.", () => started);
        page.Counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", () => Environment.CpuUsage.TotalTime.TotalSeconds);
        page.Group(ProcessStatus.Read)
            .Gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", status => status.VirtualBytes)
            .Gauge("process_working_set_bytes", "Process working set", status => status.ResidentBytes)
            .Gauge("process_num_threads", "Total number of threads", status => status.Threads);
        page.Gauge("dotnet_total_memory_bytes", "Total known allocated memory", () => GC.GetTotalMemory(forceFullCollection: false));
        page.Group("generation", () => Enumerable.Range(0, GC.MaxGeneration + 1), generation => $"{generation}")
            .Counter("dotnet_collection_count_total", "GC collection count", generation => GC.CollectionCount(generation));
    }
}
