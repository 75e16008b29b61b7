using System.Runtime.InteropServices;

namespace K8sCache.Benchmarks.Engines;

/// <summary>CPU time of the calling thread: on a machine that does other things, the wall's clock measures those.</summary>
internal static partial class ThreadCpu
{
    private const int ThreadClock = 3;

    public static long Nanoseconds()
    {
        _ = ClockGetTime(ThreadClock, out var time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
