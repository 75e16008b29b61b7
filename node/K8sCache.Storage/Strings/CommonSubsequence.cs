namespace K8sCache.Storage.Strings;

/// <summary>The longest sequence of bytes two strings have in common, in order but with gaps, as Redis's LCS finds it.</summary>
public sealed class CommonSubsequence
{
    /// <summary>Cells of the table of the two strings' prefixes, four bytes each: they are no part of the engine's memory.</summary>
    public const long CellsMax = 1 << 22;

    private readonly byte[] _bytes;
    private readonly List<CommonRun> _matches = [];

    public CommonSubsequence(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var width = right.Length + 1;
        var lengths = Measure(left, right, width);
        _bytes = new byte[lengths[^1]];
        Walk(left, right, lengths, width);
    }

    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Unbroken runs, the last one first.</summary>
    public IReadOnlyList<CommonRun> Matches => _matches;

    public static long CellsFor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        (left.Length + 1L) * (right.Length + 1L);

    private static int[] Measure(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int width)
    {
        var lengths = new int[(left.Length + 1) * width];
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                lengths[(i * width) + j] = left[i - 1] == right[j - 1]
                    ? lengths[((i - 1) * width) + j - 1] + 1
                    : Math.Max(lengths[((i - 1) * width) + j], lengths[(i * width) + j - 1]);
            }
        }

        return lengths;
    }

    private void Walk(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int[] lengths, int width)
    {
        int i = left.Length, j = right.Length, at = _bytes.Length, run = 0;
        while (i > 0 && j > 0)
        {
            if (left[i - 1] == right[j - 1])
            {
                _bytes[--at] = left[i - 1];
                run++;
                i--;
                j--;
                continue;
            }

            EndRun(i, j, ref run);
            // Where both ways are as good, the right string gives way, as in Redis.
            if (lengths[((i - 1) * width) + j] > lengths[(i * width) + j - 1])
                i--;
            else
                j--;
        }

        EndRun(i, j, ref run);
    }

    private void EndRun(int left, int right, ref int length)
    {
        if (length > 0)
            _matches.Add(new CommonRun(left, right, length));
        length = 0;
    }
}
