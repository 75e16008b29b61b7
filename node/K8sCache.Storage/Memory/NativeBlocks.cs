using System.Diagnostics;
using System.Runtime.InteropServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// Memory outside the collector's heap. What is mapped comes zeroed, takes real memory only where it is touched, and
/// goes back to the system at once; what is allocated is for blocks of any length.
/// </summary>
internal static unsafe partial class NativeBlocks
{
    /// <summary>The system's: 4 KiB on x64, up to 64 KiB on arm64.</summary>
    public static readonly int PageBytes = Environment.SystemPageSize;

    // glibc maps blocks of this length and more one by one; shorter ones carry a header and are rounded up.
    private const long MappedFromBytes = 128 * 1024;
    private const int HeaderBytes = 16;

    private const int ProtectRead = 1;
    private const int ProtectWrite = 2;
    private const int MapPrivate = 2;
    private const int MapFixed = 0x10;
    private const int MapAnonymous = 0x20;
    private const int AdviseDontNeed = 4;
    private const int AdviseHugePage = 14;

    public static byte* Map(long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            var block = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)PageBytes);
            NativeMemory.Clear(block, (nuint)bytes);
            return block;
        }

        var mapped = Mmap(0, (nuint)bytes, ProtectRead | ProtectWrite, MapPrivate | MapAnonymous, -1, 0);
        if (mapped == -1)
            throw new InsufficientMemoryException($"the system gives no {bytes} bytes: errno {Marshal.GetLastPInvokeError()}");
        return (byte*)mapped;
    }

    public static void Unmap(byte* block, long bytes)
    {
        if (!OperatingSystem.IsLinux())
            NativeMemory.AlignedFree(block);
        else if (Munmap((nint)block, (nuint)bytes) != 0)
            throw new InvalidOperationException($"a block cannot be given back: errno {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>As <see cref="MapAligned"/>, in huge pages where the system has any.</summary>
    public static byte* MapHuge(long bytes)
    {
        var block = MapAligned(bytes);
        // Advice only: a system without huge pages refuses it and works all the same.
        if (OperatingSystem.IsLinux())
            _ = Madvise((nint)block, (nuint)bytes, AdviseHugePage);
        return block;
    }

    /// <summary>As <see cref="Map"/>, at a multiple of its length, a power of two.</summary>
    public static byte* MapAligned(long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return Map(bytes);
        var around = Map(bytes * 2);
        var start = (byte*)(((nint)around + (nint)bytes - 1) & ~((nint)bytes - 1));
        if (start > around)
            Unmap(around, start - around);
        var rest = around + (bytes * 2) - (start + bytes);
        if (rest > 0)
            Unmap(start + bytes, rest);
        return start;
    }

    /// <summary>Gives what is in a block from <see cref="MapHuge"/> back, which is as if it had just been mapped then.</summary>
    public static void Renew(byte* block, long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            Discard(block, bytes);
            return;
        }

        // Over itself: unlike a discard that lets go of the small pages' table, so a huge page may come again.
        if (Mmap((nint)block, (nuint)bytes, ProtectRead | ProtectWrite, MapPrivate | MapAnonymous | MapFixed, -1, 0) == -1)
            throw new InvalidOperationException($"a block cannot be renewed: errno {Marshal.GetLastPInvokeError()}");
        _ = Madvise((nint)block, (nuint)bytes, AdviseHugePage);
    }

    /// <summary>
    /// Gives what is in a part of a mapped block back; the part reads as zeros from then on. It is whole pages of the
    /// system: of one that it ends in, the rest would go, too.
    /// </summary>
    public static void Discard(byte* part, long bytes)
    {
        Debug.Assert((nint)part % PageBytes == 0 && bytes % PageBytes == 0, "whole pages are given back");
        if (!OperatingSystem.IsLinux())
            NativeMemory.Clear(part, (nuint)bytes);
        else if (Madvise((nint)part, (nuint)bytes, AdviseDontNeed) != 0)
            throw new InvalidOperationException($"a part of a block cannot be given back: errno {Marshal.GetLastPInvokeError()}");
    }

    public static byte* Allocate(long bytes) => (byte*)NativeMemory.Alloc((nuint)bytes);

    public static void Free(byte* block) => NativeMemory.Free(block);

    /// <summary>What an allocated block of this length really takes.</summary>
    public static long AllocatedBytes(long bytes) => bytes + HeaderBytes < MappedFromBytes
        ? (bytes + HeaderBytes + (HeaderBytes - 1)) & ~(HeaderBytes - 1L)
        : (bytes + HeaderBytes + (PageBytes - 1)) & ~(PageBytes - 1L);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);
}
