using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>A field set as the API writes it: FieldsV1.</summary>
internal static class FieldSetJson
{
    private const string Self = ".";

    public static JsonObject Write(FieldSet set)
    {
        var json = new JsonObject();
        foreach (var element in set.Members.Union(set.Children.Keys).Order(StringComparer.Ordinal))
        {
            var below = Write(set.Below(element));
            if (set.Has(element) && below.Count > 0)
                below[Self] = new JsonObject();
            json[element] = below;
        }
        return json;
    }

    public static FieldSet Read(JsonObject? json)
    {
        var set = new FieldSet();
        Read(json, set);
        return set;
    }

    private static void Read(JsonObject? json, FieldSet set)
    {
        foreach (var (element, value) in json ?? [])
        {
            if (element == Self || value is not JsonObject below)
                continue;
            // An element without anything below stands for itself; with something, only if it says so.
            if (below.Count == 0 || below.ContainsKey(Self))
                set.Insert(element);
            if (below.Any(p => p.Key != Self))
                Read(below, set.ChildOf(element));
        }
    }
}
