using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// What this machine's memory takes for an engine's smallest possible read of a random entry of a million: one line of an
/// index of 10 MB, which tells one of 130 MB of entries. Chained: each read waits for the one before, as two requests
/// with other work between them do. Overlapped: the processor is free to begin the next.
/// </summary>
internal static unsafe partial class MemoryFloor
{
    private const long IndexBytes = 10L << 20;
    private const long EntryBytes = 130L << 20;
    private const long HugePageBytes = 2L << 20;
    private const int AdviseHugePage = 14;

    public static void Run(BenchmarkOptions options)
    {
        foreach (var huge in (bool[])[false, true])
        {
            var index = Filled(IndexBytes, huge);
            var entries = Filled(EntryBytes, huge);
            var operations = (int)(4_000_000 * options.Scale);
            var pages = huge ? "huge" : "small";
            ulong state = 1, read = 0;
            OperationTimer.Measure($"engine.floor.{pages}.chained", operations, count =>
            {
                for (var i = 0; i < count; i++)
                    read = ReadOne(index, entries, state = KeySequence.Next(state), read);
            });
            OperationTimer.Measure($"engine.floor.{pages}.overlapped", operations, count =>
            {
                for (var i = 0; i < count; i++)
                    read += ReadOne(index, entries, state = KeySequence.Next(state), 0);
            });
            GC.KeepAlive(read);
            NativeMemory.AlignedFree(index);
            NativeMemory.AlignedFree(entries);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadOne(ulong* index, ulong* entries, ulong state, ulong before)
    {
        var line = Math.BigMul(KeySequence.Mixed(state ^ before), IndexBytes / 64, out _);
        var entry = Math.BigMul(index[line * 8], EntryBytes / 128, out _);
        return entries[entry * 16];
    }

    private static ulong* Filled(long bytes, bool huge)
    {
        var memory = (ulong*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)HugePageBytes);
        if (huge)
            _ = Madvise((nint)memory, (nuint)bytes, AdviseHugePage);
        ulong state = 7;
        for (long i = 0; i < bytes / sizeof(ulong); i++)
        {
            state = KeySequence.Next(state);
            memory[i] = KeySequence.Mixed(state);
        }

        return memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(nint address, nuint length, int advice);
}
