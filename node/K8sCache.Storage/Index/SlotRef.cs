using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Index;

/// <summary>
/// An entry's eight bytes in the index: where it is (36 bits), how often it was used (2), how far it lies behind its
/// bucket (4), and a part of its hash (22). Good until the index changes.
/// </summary>
internal readonly unsafe struct SlotRef(ulong* slot, uint bucket)
{
    public const int AddressBits = 36;
    public const int MaxUses = 3;
    public const int DisplacementShift = AddressBits + 2;
    public const int TagShift = DisplacementShift + 4;
    public const uint TagMask = (1u << (64 - TagShift)) - 1;

    private const ulong AddressMask = (1UL << AddressBits) - 1;
    private const ulong UsesMask = (ulong)MaxUses << AddressBits;

    public bool IsNone => slot == null;

    public ulong* Pointer => slot;

    /// <summary>The bucket it lies in, which need not be its own.</summary>
    public uint Bucket => bucket;

    public long Address => AddressOf(*slot);

    public int Uses => UsesOf(*slot);

    public static long AddressOf(ulong slot) => (long)(slot & AddressMask);

    public static int UsesOf(ulong slot) => (int)(slot >> AddressBits) & MaxUses;

    public static ulong Pattern(uint hash, int displacement) =>
        ((ulong)(hash & TagMask) << TagShift) | ((ulong)displacement << DisplacementShift);

    /// <summary>Counts a use; writes nothing once it was used as often as is counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountUse()
    {
        if ((*slot & UsesMask) != UsesMask)
            *slot += 1UL << AddressBits;
    }

    public void Move(long address) => *slot = (*slot & ~AddressMask) | (ulong)address;

    public void Move(long address, int uses) =>
        *slot = (*slot & ~(AddressMask | UsesMask)) | (ulong)address | ((ulong)uses << AddressBits);
}
