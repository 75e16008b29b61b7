using System.Text.RegularExpressions;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Strings: the standard functions and cel-go's extended string library, indices counted in UTF-16 units.</summary>
internal static class CelStringFunctions
{
    /// <summary>RE2 cannot backtrack; .NET's engine can, so a rule's pattern gets a bound instead.</summary>
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["startsWith"] = a => Text(a, 0).StartsWith(Text(a, 1), StringComparison.Ordinal);
        table["endsWith"] = a => Text(a, 0).EndsWith(Text(a, 1), StringComparison.Ordinal);
        table["contains"] = a => Text(a, 0).Contains(Text(a, 1), StringComparison.Ordinal);
        table["matches"] = a => Pattern(a).IsMatch(Text(a, 0));
        table["charAt"] = a => Slice(Text(a, 0), (long)a[1]!, Math.Min((long)a[1]! + 1, Text(a, 0).Length));
        table["lowerAscii"] = a => MapAscii(Text(a, 0), char.ToLowerInvariant);
        table["upperAscii"] = a => MapAscii(Text(a, 0), char.ToUpperInvariant);
        table["trim"] = a => Text(a, 0).Trim();
        table["reverse"] = a => a[0] is CelList list ? new CelList([.. list.Items.Reverse()]) : Reverse(Text(a, 0));
        table["substring"] = a => Slice(Text(a, 0), (long)a[1]!, a.Length > 2 ? (long)a[2]! : Text(a, 0).Length);
        table["replace"] = a => Replace(Text(a, 0), Text(a, 1), Text(a, 2), a.Length > 3 ? (long)a[3]! : -1);
        table["split"] = a => Split(Text(a, 0), Text(a, 1), a.Length > 2 ? (long)a[2]! : -1);
        table["join"] = a => string.Join(a.Length > 1 ? Text(a, 1) : "", ((CelList)a[0]!).Items.Select(item => (string)item!));
        table["find"] = a => Pattern(a).Match(Text(a, 0)).Value;
        table["findAll"] = a => new CelList([.. FindAll(a)]);
    }

    private static string Text(object?[] arguments, int index) => (string)arguments[index]!;

    private static Regex Pattern(object?[] arguments)
    {
        try
        {
            return new Regex(Text(arguments, 1), RegexOptions.CultureInvariant, RegexTimeout);
        }
        catch (RegexParseException)
        {
            throw new CelException($"error parsing regexp: `{Text(arguments, 1)}`");
        }
    }

    private static IEnumerable<object?> FindAll(object?[] arguments)
    {
        var limit = arguments.Length > 2 ? (long)arguments[2]! : -1;
        var matches = Pattern(arguments).Matches(Text(arguments, 0)).Select(match => (object?)match.Value);
        return limit < 0 ? matches : matches.Take((int)limit);
    }

    private static string Slice(string text, long start, long end)
    {
        if (start < 0 || start > text.Length) throw new CelException($"index out of range: {start}");
        if (end < start || end > text.Length) throw new CelException($"invalid substring range. start: {start}, end: {end}");
        return text[(int)start..(int)end];
    }

    private static string MapAscii(string text, Func<char, char> map) =>
        string.Concat(text.Select(character => char.IsAscii(character) ? map(character) : character));

    private static string Reverse(string text) => string.Concat(text.EnumerateRunes().Reverse().Select(rune => rune.ToString()));

    private static string Replace(string text, string old, string replacement, long limit)
    {
        if (limit < 0) return old.Length == 0 ? text : text.Replace(old, replacement, StringComparison.Ordinal);
        var from = 0;
        for (; limit > 0; limit--)
        {
            var found = text.IndexOf(old, from, StringComparison.Ordinal);
            if (found < 0) break;
            text = string.Concat(text.AsSpan(0, found), replacement, text.AsSpan(found + old.Length));
            from = found + replacement.Length;
        }

        return text;
    }

    private static CelList Split(string text, string separator, long limit)
    {
        if (limit == 0) return new CelList([]);
        var parts = separator.Length == 0
            ? text.EnumerateRunes().Select(rune => rune.ToString()).ToArray()
            : limit < 0 ? text.Split(separator) : text.Split(separator, (int)limit);
        return new CelList([.. parts]);
    }
}
