using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching;

/// <summary>
/// The order of a merged list: items that the patch names stand in the patch's order, the others in the live order,
/// interleaved as the live list has them as far as that can be told; a new item goes before what follows it nowhere.
/// </summary>
internal static class ListOrder
{
    /// <param name="merged">The items, in any order.</param>
    /// <param name="named">The patch's items, or its $setElementOrder.</param>
    /// <param name="live">The list before the patch.</param>
    /// <param name="key">The merge key; null for scalars.</param>
    public static JsonArray Normalize(JsonArray merged, JsonArray named, JsonArray live, string? key)
    {
        var patched = merged.Where(i => Index(named, i, key) >= 0).OrderBy(i => Index(named, i, key)).ToList();
        var others = merged.Where(i => Index(named, i, key) < 0).OrderBy(i => Index(live, i, key)).ToList();
        var result = new JsonArray();
        var (left, right) = (0, 0);
        while (left < others.Count || right < patched.Count)
        {
            var takeOther = right >= patched.Count || (left < others.Count && Precedes(others[left], patched[right], live, key));
            result.Add((takeOther ? others[left++] : patched[right++])?.DeepClone());
        }
        return result;
    }

    /// <summary>Both stand in the live list, in this order.</summary>
    private static bool Precedes(JsonNode? first, JsonNode? second, JsonArray live, string? key)
    {
        var at = Index(live, first, key);
        return at >= 0 && Index(live, second, key) is var other && other >= 0 && at < other;
    }

    private static int Index(JsonArray items, JsonNode? item, string? key)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (JsonNode.DeepEquals(Id(items[i], key), Id(item, key)))
                return i;
        }
        return -1;
    }

    private static JsonNode? Id(JsonNode? item, string? key) => key is null ? item : (item as JsonObject)?[key];
}
