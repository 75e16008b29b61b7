using System.Diagnostics;
using System.Runtime.InteropServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// Memory outside the collector's heap, as the system maps it: it comes zeroed, takes real memory only where it is touched,
/// and goes back at once.
/// </summary>
internal static unsafe partial class NativeBlocks
{
    /// <summary>The system's: 4 KiB on x64, up to 64 KiB on arm64.</summary>
    public static readonly int PageBytes = Environment.SystemPageSize;

    private const int ProtectRead = 1;
    private const int ProtectWrite = 2;
    private const int MapPrivate = 2;
    private const int MapFixed = 0x10;
    private const int MapAnonymous = 0x20;
    private const int RemapMayMove = 1;
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
        if (!TryUnmap(block, bytes))
            throw new InvalidOperationException($"a block cannot be given back: errno {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Gives a whole block back, or any pages of one on Linux; false when the system cannot take it.</summary>
    public static bool TryUnmap(byte* block, long bytes)
    {
        if (OperatingSystem.IsLinux())
            return Munmap((nint)block, (nuint)bytes) == 0;
        NativeMemory.AlignedFree(block);
        return true;
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

    /// <summary>Makes a mapped block longer; it may move, and what is in it stays.</summary>
    public static byte* Grow(byte* block, long bytes, long newBytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            var longer = Map(newBytes);
            Buffer.MemoryCopy(block, longer, newBytes, bytes);
            Unmap(block, bytes);
            return longer;
        }

        var moved = Mremap((nint)block, (nuint)bytes, (nuint)newBytes, RemapMayMove);
        if (moved == -1)
            throw new InsufficientMemoryException($"the system gives no {newBytes} bytes: errno {Marshal.GetLastPInvokeError()}");
        return (byte*)moved;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mremap", SetLastError = true)]
    private static partial nint Mremap(nint address, nuint oldLength, nuint newLength, int flags);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);
}
