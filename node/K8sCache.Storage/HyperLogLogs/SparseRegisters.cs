namespace K8sCache.Storage.HyperLogLogs;

/// <summary>
/// Registers as runs: <c>00xxxxxx</c> = up to 64 zeros, <c>01xxxxxx yyyyyyyy</c> = up to 16384 zeros, <c>1vvvvvxx</c> = up to
/// four registers of one value up to 32. Kept byte for byte as Redis would, so that GET answers the same.
/// </summary>
internal static class SparseRegisters
{
    public const int MaxRank = 32;

    /// <summary>Most bytes that one change adds: a run of zeros becomes zeros, value, zeros.</summary>
    public const int GrowthBytesMax = 3;

    private const int MaxShortZeros = 64;
    private const int MaxValues = 4;

    /// <summary>Runs looked at, from the one before the change on, for neighbours that have become equal.</summary>
    private const int MergedRuns = 5;

    /// <summary>Reads the run at <paramref name="at"/>: its registers, their value, its bytes. False when it is cut short.</summary>
    public static bool TryReadRun(ReadOnlySpan<byte> runs, int at, out int length, out int rank, out int size)
    {
        var first = runs[at];
        rank = 0;
        size = 1;
        length = (first & 0x3f) + 1;
        if ((first & 0x80) != 0)
        {
            rank = ((first >> 2) & 0x1f) + 1;
            length = (first & 3) + 1;
        }
        else if ((first & 0x40) != 0)
        {
            size = 2;
            if (at + 1 >= runs.Length)
                return false;
            length = (((first & 0x3f) << 8) | runs[at + 1]) + 1;
        }

        return true;
    }

    /// <summary>Raises each register, one a byte, to what the runs say; false when they are not 16384 registers.</summary>
    public static bool TryMergeInto(ReadOnlySpan<byte> runs, Span<byte> ranks)
    {
        var index = 0;
        for (var at = 0; at < runs.Length;)
        {
            if (!TryReadRun(runs, at, out var length, out var rank, out var size) || index + length > ranks.Length)
                return false;
            for (var end = index + length; index < end; index++)
                ranks[index] = Math.Max(ranks[index], (byte)rank);
            at += size;
        }

        return index == ranks.Length;
    }

    /// <summary>
    /// The change that raises a register: which bytes to replace, and by what. False when the runs do not reach the register;
    /// a <paramref name="newSize"/> of 0 = it is as high already.
    /// </summary>
    public static bool TryPlan(
        ReadOnlySpan<byte> runs, int index, int rank, Span<byte> change, out int at, out int previous, out int oldSize, out int newSize)
    {
        at = 0;
        previous = 0;
        oldSize = 0;
        newSize = 0;
        for (var first = 0; at < runs.Length;)
        {
            if (!TryReadRun(runs, at, out var length, out var oldRank, out oldSize))
                return false;
            if (index >= first + length)
            {
                first += length;
                previous = at;
                at += oldSize;
                continue;
            }

            if (oldRank >= rank)
                return true;
            newSize = WriteRun(change, index - first, oldRank);
            newSize += WriteRun(change[newSize..], 1, rank);
            newSize += WriteRun(change[newSize..], first + length - 1 - index, oldRank);
            return true;
        }

        return false;
    }

    /// <summary>Joins neighbours of the same value from a run on. The new length of the runs.</summary>
    public static int Merge(Span<byte> runs, int at)
    {
        var end = runs.Length;
        for (var looked = 0; at < end && looked < MergedRuns; looked++)
        {
            var run = runs[at];
            if ((run & 0x80) != 0 && at + 1 < end && (run & ~3) == (runs[at + 1] & ~3))
            {
                var length = (run & 3) + (runs[at + 1] & 3) + 2;
                if (length <= MaxValues)
                {
                    runs[(at + 1)..end].CopyTo(runs[at..]);
                    runs[at] = (byte)((run & ~3) | (length - 1));
                    end--;
                    continue;
                }
            }

            at += (run & 0xc0) == 0x40 ? 2 : 1;
        }

        return end;
    }

    private static int WriteRun(Span<byte> target, int length, int rank)
    {
        if (length == 0)
            return 0;
        if (rank > 0)
        {
            target[0] = (byte)(0x80 | ((rank - 1) << 2) | (length - 1));
            return 1;
        }

        if (length <= MaxShortZeros)
        {
            target[0] = (byte)(length - 1);
            return 1;
        }

        target[0] = (byte)(0x40 | ((length - 1) >> 8));
        target[1] = (byte)(length - 1);
        return 2;
    }
}
