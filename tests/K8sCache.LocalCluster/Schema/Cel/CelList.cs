namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// A list. One that the schema declares a set or a map compares without regard to order, and <c>+</c> merges
/// instead of appending, as the Kubernetes CEL documentation defines for <c>x-kubernetes-list-type</c>.
/// </summary>
internal sealed class CelList(IReadOnlyList<object?> items, ListType type = ListType.Atomic, IReadOnlyList<string>? keys = null)
{
    public IReadOnlyList<object?> Items { get; } = items;

    public ListType Type { get; } = type;

    public CelList Concatenate(CelList other)
    {
        if (Type == ListType.Atomic) return new CelList([.. Items, .. other.Items]);
        var merged = new List<object?>(Items);
        foreach (var item in other.Items)
        {
            var index = merged.FindIndex(existing => SameEntry(existing, item));
            if (index < 0) merged.Add(item);
            else merged[index] = item;
        }

        return new CelList(merged, Type, keys);
    }

    public bool EqualTo(CelList other)
    {
        if (Items.Count != other.Items.Count) return false;
        if (Type == ListType.Atomic) return Items.Zip(other.Items).All(pair => CelEquality.AreEqual(pair.First, pair.Second));
        return Items.All(item => other.Items.Any(candidate => CelEquality.AreEqual(item, candidate)));
    }

    private bool SameEntry(object? left, object? right) =>
        Type == ListType.Map && keys is not null && left is CelMap leftMap && right is CelMap rightMap
            ? keys.All(key => CelEquality.AreEqual(leftMap.Find(key), rightMap.Find(key)))
            : CelEquality.AreEqual(left, right);
}
