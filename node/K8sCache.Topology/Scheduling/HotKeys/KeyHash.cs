using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace K8sCache.Topology.Scheduling.HotKeys;

/// <summary>
/// 64-bit hash of a key, seeded so that nobody outside can choose keys that collide: two 32-bit halves folded by
/// 128-bit multiplication, as in wyhash. Not for storage: it may change with any version.
/// </summary>
internal static class KeyHash
{
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;

    public static ulong Of(ReadOnlySpan<byte> key, ulong seed)
    {
        var hash = seed ^ Fold((ulong)key.Length ^ First, Second);
        while (key.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key), First);
            key = key[sizeof(ulong)..];
        }

        if (key.Length > 0)
        {
            ulong last = 0;
            key.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref last)));
            hash = Fold(hash ^ last, First);
        }

        return Fold(hash ^ Second, seed | 1);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
