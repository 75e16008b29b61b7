using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace K8sCache.Storage.Memory;

/// <summary>
/// Has the processor fetch lines into its caches while it does other things. Any address will do, one that is not mapped
/// too; on processors without such an instruction nothing is done.
/// </summary>
internal static unsafe class Prefetching
{
    private const int AheadBytes = 512;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(at);
    }

    /// <summary>The collector may move what this is in meanwhile: then another line is fetched for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(ref readonly int at) => Fetch(Unsafe.AsPointer(ref Unsafe.AsRef(in at)));

    /// <summary>The lines of a short entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchEntry(byte* at)
    {
        Fetch(at);
        Fetch(at + LinePages.LineBytes);
        Fetch(at + (2 * LinePages.LineBytes));
    }

    /// <summary>
    /// The two lines at a distance behind, for what runs through memory an entry at a time: when it arrives, some
    /// operations on, they are there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchAhead(byte* at)
    {
        Fetch(at + AheadBytes);
        Fetch(at + AheadBytes + LinePages.LineBytes);
    }
}
