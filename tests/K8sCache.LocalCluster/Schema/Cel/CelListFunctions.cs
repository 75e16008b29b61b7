namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Kubernetes' list library, and the parts of <c>sets</c> and <c>math</c> that rules use.</summary>
internal static class CelListFunctions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["isSorted"] = a => Pairs(Items(a[0])).All(pair => CelOrder.Compare(pair.First, pair.Second, "isSorted") <= 0);
        table["sum"] = a => Sum(Items(a[0]));
        table["min"] = a => Extreme(Items(a[0]), -1, "min");
        table["max"] = a => Extreme(Items(a[0]), 1, "max");
        table["indexOf"] = a => IndexOf(a, last: false);
        table["lastIndexOf"] = a => IndexOf(a, last: true);
        table["flatten"] = a => new CelList([.. Items(a[0]).SelectMany(item => item is CelList inner ? inner.Items : [item])]);
        table["distinct"] = a => new CelList([.. Distinct(Items(a[0]))]);
        table["sets.contains"] = a => Items(a[1]).All(item => Holds(a[0], item));
        table["sets.intersects"] = a => Items(a[1]).Any(item => Holds(a[0], item));
        table["sets.equivalent"] = a =>
            Items(a[0]).All(item => Holds(a[1], item)) && Items(a[1]).All(item => Holds(a[0], item));
        table["math.greatest"] = a => Extreme(a is [CelList list] ? list.Items : a, 1, "math.greatest");
        table["math.least"] = a => Extreme(a is [CelList list] ? list.Items : a, -1, "math.least");
    }

    private static IReadOnlyList<object?> Items(object? value) => ((CelList)value!).Items;

    private static bool Holds(object? list, object? value) => Items(list).Any(item => CelEquality.AreEqual(item, value));

    private static IEnumerable<(object? First, object? Second)> Pairs(IReadOnlyList<object?> items) => items.Zip(items.Skip(1));

    private static object Sum(IReadOnlyList<object?> items) => items.Count == 0
        ? 0L
        : items.Skip(1).Aggregate(items[0]!, (total, item) => CelFunctions.Invoke("_+_", [total, item])!);

    private static object? Extreme(IReadOnlyList<object?> items, int sign, string function)
    {
        if (items.Count == 0) throw new CelException($"{function} called on empty list");
        return items.Aggregate((best, item) => Math.Sign(CelOrder.Compare(item, best, function)) == sign ? item : best);
    }

    private static List<object?> Distinct(IReadOnlyList<object?> items)
    {
        var kept = new List<object?>();
        foreach (var item in items)
        {
            if (!kept.Any(other => CelEquality.AreEqual(other, item))) kept.Add(item);
        }

        return kept;
    }

    private static long IndexOf(object?[] arguments, bool last)
    {
        if (arguments[0] is string text) return TextIndexOf(text, arguments, last);
        var positions = Items(arguments[0])
            .Select((item, position) => (item, position))
            .Where(entry => CelEquality.AreEqual(entry.item, arguments[1]))
            .Select(entry => (long)entry.position)
            .ToList();
        if (positions.Count == 0) return -1;
        return last ? positions[^1] : positions[0];
    }

    private static long TextIndexOf(string text, object?[] arguments, bool last)
    {
        var part = (string)arguments[1]!;
        if (arguments.Length == 2)
            return last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        var from = (long)arguments[2]!;
        if (from < 0 || from > text.Length) throw new CelException($"index out of range: {from}");
        if (!last) return text.IndexOf(part, (int)from, StringComparison.Ordinal);
        return text[..(int)Math.Min(text.Length, from + part.Length)].LastIndexOf(part, StringComparison.Ordinal);
    }
}
