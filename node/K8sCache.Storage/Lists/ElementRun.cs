using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Lists;

/// <summary>
/// Elements one after another, readable from both ends: for each its length as a <see cref="Varint"/>, its bytes, and the
/// same varint mirrored.
/// </summary>
internal static class ElementRun
{
    public static int SizeOf(int length) => length + (2 * Varint.SizeOf((ulong)length));

    public static int Write(Span<byte> destination, ReadOnlySpan<byte> element)
    {
        var size = Varint.Write(destination, (ulong)element.Length);
        element.CopyTo(destination[size..]);
        var mirrored = destination.Slice(size + element.Length, size);
        destination[..size].CopyTo(mirrored);
        mirrored.Reverse();
        return element.Length + (2 * size);
    }

    /// <summary>Reads the element at the offset and moves past it; false at the end or on malformed bytes.</summary>
    public static bool TryReadNext(ReadOnlySpan<byte> run, scoped ref int offset, out ReadOnlySpan<byte> element)
    {
        element = default;
        var at = offset;
        if (!Varint.TryRead(run, ref at, out var length))
            return false;
        var head = at - offset;
        if (length > (ulong)(run.Length - at) || (int)length + head > run.Length - at)
            return false;
        element = run.Slice(at, (int)length);
        offset = at + (int)length + head;
        return true;
    }

    /// <summary>Reads the element that ends at the offset, and moves to its begin; false at the begin of the run.</summary>
    public static bool TryReadPrevious(ReadOnlySpan<byte> run, scoped ref int offset, out ReadOnlySpan<byte> element)
    {
        element = default;
        if (offset <= 0)
            return false;
        var length = 0;
        var head = 0;
        byte next;
        do
        {
            next = run[offset - 1 - head];
            length |= (next & 0x7f) << (7 * head++);
        }
        while (next >= 0x80);
        element = run.Slice(offset - head - length, length);
        offset -= length + (2 * head);
        return true;
    }

    /// <summary>Where a number of elements end, counted from the run's begin.</summary>
    public static int Skip(ReadOnlySpan<byte> run, int count)
    {
        var offset = 0;
        while (count-- > 0)
            TryReadNext(run, ref offset, out _);
        return offset;
    }

    /// <summary>Where a number of elements begin, counted from the run's end.</summary>
    public static int SkipBack(ReadOnlySpan<byte> run, int count)
    {
        var offset = run.Length;
        while (count-- > 0)
            TryReadPrevious(run, ref offset, out _);
        return offset;
    }

    public static int CountOf(ReadOnlySpan<byte> run, ReadOnlySpan<byte> wanted)
    {
        var (count, offset) = (0, 0);
        while (TryReadNext(run, ref offset, out var element))
            count += element.SequenceEqual(wanted) ? 1 : 0;
        return count;
    }

    /// <summary>Closes the gaps that equal elements leave, but for the first few of them and all after a number.</summary>
    /// <returns>The run's new length.</returns>
    public static int Remove(Span<byte> run, ReadOnlySpan<byte> unwanted, int skip, int count)
    {
        var (kept, offset) = (0, 0);
        for (var start = 0; TryReadNext(run, ref offset, out var element); start = offset)
        {
            if (count > 0 && element.SequenceEqual(unwanted) && --skip < 0)
            {
                count--;
                continue;
            }

            run[start..offset].CopyTo(run[kept..]);
            kept += offset - start;
        }

        return kept;
    }

    /// <summary>Whether bytes from elsewhere are whole elements, each the same from both ends; how many.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> run, out int count)
    {
        count = 0;
        var offset = 0;
        while (offset < run.Length)
        {
            var start = offset;
            if (!TryReadNext(run, ref offset, out var element) || SizeOf(element.Length) != offset - start)
                return false;
            for (var i = 0; i < (offset - start - element.Length) / 2; i++)
            {
                if (run[start + i] != run[offset - 1 - i])
                    return false;
            }

            count++;
        }

        return true;
    }
}
