using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>Path elements in FieldsV1 form, made from values and shown in conflicts.</summary>
internal static class PathElements
{
    public static string Field(string name) => "f:" + name;

    public static string Value(JsonNode? value) => "v:" + ApiCore.Compact(value);

    /// <summary>The name of an <c>f:</c> element; null for list items.</summary>
    public static string? FieldName(string element) => element.StartsWith("f:", StringComparison.Ordinal) ? element[2..] : null;

    /// <summary>A list item's element by its keys, absent ones by their defaults.</summary>
    public static string Item(FieldSchema list, JsonNode? item)
    {
        if (list.ListType == "set")
            return Value(item);
        var schema = list.Items;
        var keys = new JsonObject();
        foreach (var name in list.ListMapKeys.Order(StringComparer.Ordinal))
        {
            var value = (item as JsonObject)?[name] ?? schema.Property(name)?.Default;
            if (value is not null)
                keys[name] = value.DeepClone();
        }
        return "k:" + ApiCore.Compact(keys);
    }

    /// <summary>A path as conflicts name it: <c>.spec.ports[name="resp"].port</c>.</summary>
    public static string Show(IEnumerable<string> path) => string.Concat(path.Select(Show));

    public static string Show(string element) => element[..2] switch
    {
        "f:" => "." + element[2..],
        "v:" => $"[={element[2..]}]",
        "k:" => "[" + string.Join(",", JsonNode.Parse(element[2..])!.AsObject().Select(p => $"{p.Key}={ApiCore.Compact(p.Value)}")) + "]",
        _ => $"[{element[2..]}]",
    };
}
