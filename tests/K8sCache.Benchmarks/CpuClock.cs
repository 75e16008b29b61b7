using System.Runtime.InteropServices;

namespace K8sCache.Benchmarks;

/// <summary>CPU time in nanoseconds: on a machine that does other things, the wall's clock measures those.</summary>
internal static partial class CpuClock
{
    private const int ThreadClock = 3;

    // Linux makes a process's clock of its id so: the complement above three bits, of which the lowest two say "as scheduled".
    private const int IdShift = 3;
    private const int AsScheduled = 2;
    private const int EndedChildren = -1;

    /// <summary>Of the calling thread.</summary>
    public static long OfThread() => Of(ThreadClock);

    /// <summary>Of all threads of a process, those that ended among them.</summary>
    public static long OfProcess(int id) => Of((~id << IdShift) | AsScheduled);

    /// <summary>Of all processes this one started that have ended.</summary>
    public static long OfEndedChildren()
    {
        _ = GetResourceUsage(EndedChildren, out var usage);
        return (((usage.User.Seconds + usage.System.Seconds) * 1_000_000) + usage.User.Microseconds + usage.System.Microseconds) * 1000;
    }

    private static long Of(int clock) => ClockGetTime(clock, out var time) == 0
        ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
        : throw new InvalidOperationException("a process to be measured has ended");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    /// <summary>Fourteen more numbers follow, which nobody needs.</summary>
    [StructLayout(LayoutKind.Sequential, Size = (4 + 14) * sizeof(long))]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
    }
}
