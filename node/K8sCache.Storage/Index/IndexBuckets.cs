using System.Diagnostics;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Index;

/// <summary>
/// The buckets of an index, and how slots lie in them: in their own bucket or one of the next, and those that are nearer to their own
/// make way. Knows nothing of hashes: whoever calls says which bucket is a slot's own, its home.
/// </summary>
internal unsafe struct IndexBuckets(LinePages lines)
{
    /// <summary>A struct that changes, hence a field.</summary>
    public LinePages Lines = lines;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong* At(uint index) => (ulong*)Lines.Line(index);

    /// <summary>Places a slot; when one finds no place within reach, that one, its distance cleared, is left in hand.</summary>
    public readonly bool TryPlace(uint home, ref ulong slot)
    {
        Debug.Assert(SlotRef.AddressOf(slot) != 0, "an address of zero would look like an empty slot");
        var index = home;
        for (var displacement = 0; displacement <= HashIndex.MaxDisplacement; displacement++, index++)
        {
            var bucket = At(index);
            var empty = BucketSlots.EmptyOf(bucket);
            var placed = slot | ((ulong)displacement << SlotRef.DisplacementShift);
            if (empty != 0)
            {
                bucket[uint.TrailingZeroCount(empty)] = placed;
                return true;
            }

            // The nearest makes way, or entries that stay would end the search for it too early.
            if (BucketSlots.NearerThan(bucket, displacement) == 0)
                continue;
            var nearest = BucketSlots.NearestOf(bucket);
            displacement = BucketSlots.DisplacementOf(*nearest);
            slot = *nearest & ~BucketSlots.DisplacementMask;
            *nearest = placed;
        }

        return false;
    }

    /// <summary>Empties a slot and closes the gap: what had to pass its bucket comes one nearer, and so on behind it.</summary>
    public readonly void Unplace(SlotRef removed)
    {
        var hole = removed.Pointer;
        *hole = 0;
        for (var index = removed.Bucket + 1; index < Lines.LineCount; index++)
        {
            var bucket = At(index);
            var displaced = ~BucketSlots.NearerThan(bucket, 1) & BucketSlots.All;
            if (displaced == 0)
                return;
            var farthest = BucketSlots.FarthestOf(bucket, displaced);
            *hole = *farthest - (1UL << SlotRef.DisplacementShift);
            hole = farthest;
            *hole = 0;
        }
    }

    /// <summary>Copies the slots of the entries that belong to a bucket.</summary>
    public readonly int Gather(uint home, Span<ulong> slots)
    {
        var count = 0;
        for (var displacement = 0; displacement <= HashIndex.MaxDisplacement; displacement++)
        {
            var bucket = At(home + (uint)displacement);
            for (var i = 0; i < HashIndex.SlotsPerBucket; i++)
            {
                if (bucket[i] != 0 && BucketSlots.DisplacementOf(bucket[i]) == displacement)
                    slots[count++] = bucket[i];
            }

            if (BucketSlots.EmptyOf(bucket) != 0)
                break;
        }

        return count;
    }

    /// <summary>The place of a slot that belongs to a bucket.</summary>
    public readonly SlotRef FindExactly(uint home, ulong wanted)
    {
        // Taking others out may have moved it nearer to its bucket.
        for (var displacement = 0; displacement <= HashIndex.MaxDisplacement; displacement++)
        {
            var bucket = At(home + (uint)displacement);
            for (var i = 0; i < HashIndex.SlotsPerBucket; i++)
            {
                if (SlotRef.AddressOf(bucket[i]) == SlotRef.AddressOf(wanted))
                    return new SlotRef(bucket + i, home + (uint)displacement);
            }
        }

        throw new InvalidOperationException("an entry of the index was lost while it changed its size");
    }
}
