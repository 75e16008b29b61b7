using System.Runtime.InteropServices;

namespace K8sCache.Transport;

/// <summary>
/// A long buffer outside the collector's heap: takes real memory only where it was written to, grows without a copy
/// (the system moves its pages), and is the system's again as soon as it is freed. Its owner frees it, once.
/// </summary>
internal sealed unsafe partial class NativeBuffer
{
    private static readonly int PageBytes = Environment.SystemPageSize;
    private const int ProtectRead = 1;
    private const int ProtectWrite = 2;
    private const int MapPrivate = 2;
    private const int MapAnonymous = 0x20;
    private const int RemapMayMove = 1;

    private byte* _start;

    public NativeBuffer(int bytes)
    {
        Length = RoundUp(bytes);
        _start = OperatingSystem.IsLinux()
            ? (byte*)Checked(Mmap(0, (nuint)Length, ProtectRead | ProtectWrite, MapPrivate | MapAnonymous, -1, 0), Length)
            : (byte*)NativeMemory.Alloc((nuint)Length);
    }

    public int Length { get; private set; }

    /// <summary>Not to be used once the buffer has grown or is freed.</summary>
    public Span<byte> Bytes => new(_start, Length);

    /// <summary>Makes it longer; what is in it stays.</summary>
    public void Grow(int bytes)
    {
        var length = RoundUp(bytes);
        _start = OperatingSystem.IsLinux()
            ? (byte*)Checked(Mremap((nint)_start, (nuint)Length, (nuint)length, RemapMayMove), length)
            : (byte*)NativeMemory.Realloc(_start, (nuint)length);
        Length = length;
    }

    public void Free()
    {
        if (_start is null)
            return;
        if (OperatingSystem.IsLinux())
            _ = Munmap((nint)_start, (nuint)Length);
        else
            NativeMemory.Free(_start);
        _start = null;
        Length = 0;
    }

    private static int RoundUp(int bytes) => (int)Math.Min(int.MaxValue - PageBytes + 1L, (bytes + PageBytes - 1L) & -PageBytes);

    private static nint Checked(nint mapped, int bytes) => mapped != -1
        ? mapped
        : throw new InsufficientMemoryException($"The system gives no {bytes} bytes: errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mremap", SetLastError = true)]
    private static partial nint Mremap(nint address, nuint oldLength, nuint newLength, int flags);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);
}
