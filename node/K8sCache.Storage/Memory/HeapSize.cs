using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Memory;

/// <summary>Sizes of managed objects on a 64-bit runtime, as the collector lays them out.</summary>
internal static class HeapSize
{
    /// <summary>Object header, method table pointer and length of an array.</summary>
    public const int ArrayOverheadBytes = 24;

    public static long Bytes(long length) => Align(ArrayOverheadBytes + length);

    public static long Array<T>(long length) => Align(ArrayOverheadBytes + (length * Unsafe.SizeOf<T>()));

    private static long Align(long bytes) => (bytes + 7) & ~7L;
}
