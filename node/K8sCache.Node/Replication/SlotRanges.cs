using System.Buffers.Text;
using System.Globalization;
using System.Text;
using K8sCache.Topology;

namespace K8sCache.Node.Replication;

/// <summary>A set of slots as text: <c>0-5460,7000,8000-8191</c>.</summary>
internal static class SlotRanges
{
    public static string Format(ReadOnlySpan<bool> slots)
    {
        var text = new StringBuilder();
        foreach (var (from, to) in Of(slots))
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{from}");
            if (to > from)
                text.Append(CultureInfo.InvariantCulture, $"-{to}");
        }

        return text.ToString();
    }

    /// <summary>First and last slot of each run, ascending.</summary>
    public static List<(int From, int To)> Of(ReadOnlySpan<bool> slots)
    {
        var ranges = new List<(int, int)>();
        var from = -1;
        for (var slot = 0; slot <= slots.Length; slot++)
        {
            var isIn = slot < slots.Length && slots[slot];
            if (isIn && from < 0)
                from = slot;
            if (isIn || from < 0)
                continue;
            ranges.Add((from, slot - 1));
            from = -1;
        }

        return ranges;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, Span<bool> slots)
    {
        while (!text.IsEmpty)
        {
            if (!Utf8Parser.TryParse(text, out int from, out var used))
                return false;
            text = text[used..];
            var to = from;
            if (!text.IsEmpty && text[0] == (byte)'-')
            {
                if (!Utf8Parser.TryParse(text[1..], out to, out used))
                    return false;
                text = text[(used + 1)..];
            }

            if (!HashSlot.IsValid(from) || !HashSlot.IsValid(to) || from > to)
                return false;
            slots[from..(to + 1)].Fill(true);
            if (!text.IsEmpty && text[0] != (byte)',')
                return false;
            text = text.IsEmpty ? text : text[1..];
        }

        return true;
    }
}
