namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A map, and also an object of the schema, whose fields are its string keys.</summary>
internal sealed class CelMap(IReadOnlyDictionary<object, object?> entries)
{
    public IReadOnlyDictionary<object, object?> Entries { get; } = entries;

    public object? Find(object key) => Entries.GetValueOrDefault(key);

    public bool EqualTo(CelMap other) =>
        Entries.Count == other.Entries.Count &&
        Entries.All(entry => other.Entries.TryGetValue(entry.Key, out var value) && CelEquality.AreEqual(entry.Value, value));
}
