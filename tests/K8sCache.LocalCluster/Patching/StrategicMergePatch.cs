using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching;

/// <summary>
/// Strategic merge patch: a merge patch that knows lists. Where the schema gives a list the merge strategy, items are
/// matched by its merge key (or, for scalars, by value). Directives: <c>$patch</c> (replace, delete, merge),
/// <c>$deleteFromPrimitiveList/FIELD</c>, <c>$setElementOrder/FIELD</c>, <c>$retainKeys</c>.
/// </summary>
public static class StrategicMergePatch
{
    private const string PatchDirective = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";
    private const string SetOrder = "$setElementOrder/";

    /// <exception cref="Api.ApiException">500, with the server's text: a list item lacks its merge key.</exception>
    public static JsonObject Apply(JsonObject target, JsonObject patch, FieldSchema schema)
    {
        switch (Directive(patch))
        {
            case "replace":
                return Without(patch, PatchDirective);
            case "delete":
                return [];
        }
        var result = ApiCore.Clone(target);
        Retain(result, patch);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeleteFromList, StringComparison.Ordinal))
                DeleteValues(result, name[DeleteFromList.Length..], value as JsonArray);
            else if (!name.StartsWith('$'))
                Field(result, name, value, patch, schema);
        }
        // An order may come without a change to the list itself.
        foreach (var (name, order) in patch.Where(p => p.Key.StartsWith(SetOrder, StringComparison.Ordinal)))
        {
            var field = name[SetOrder.Length..];
            if (result[field] is JsonArray items && order is JsonArray wanted)
                result[field] = ListOrder.Normalize(items, wanted, target[field] as JsonArray ?? [], schema.Field(field).PatchMergeKey);
        }
        return result;
    }

    private static void Field(JsonObject result, string name, JsonNode? value, JsonObject patch, FieldSchema schema)
    {
        var field = schema.Field(name);
        switch (value)
        {
            case null:
                result.Remove(name);
                break;
            case JsonObject changes:
                // A strategy of replace stands for the whole value; retainKeys is done by its directive.
                var replaces = field.PatchStrategies.Contains("replace") || Directive(changes) == "replace";
                var old = result[name] as JsonObject;
                if (Directive(changes) == "delete")
                    result.Remove(name);
                else
                    result[name] = replaces ? Without(changes, PatchDirective) : Apply(old ?? [], changes, field);
                break;
            case JsonArray items when field.PatchStrategies.Contains("merge"):
                result[name] = MergeLists(result[name] as JsonArray ?? [], items, field);
                break;
            default:
                result[name] = value.DeepClone();
                break;
        }
    }

    private static JsonArray MergeLists(JsonArray target, JsonArray patch, FieldSchema list)
    {
        if (patch.Any(i => i is JsonObject item && Directive(item) == "replace" && item.Count == 1))
            return Clone(patch.Where(i => i is not JsonObject item || Directive(item) is null));
        if (list.PatchMergeKey is not { } key)
            return ListOrder.Normalize(Clone(target.Concat(patch.Where(p => !target.Any(t => JsonNode.DeepEquals(t, p))))), patch, target, null);
        var result = Clone(target);
        foreach (var item in patch.OfType<JsonObject>())
        {
            var id = item[key] ?? throw Errors(item, key);
            var at = IndexOf(result, key, id);
            if (Directive(item) == "delete")
            {
                // All of them: keys need not be unique in a list that was written otherwise.
                for (; at >= 0; at = IndexOf(result, key, id))
                    result.RemoveAt(at);
            }
            else if (at < 0)
            {
                result.Add((JsonNode)Apply([], item, list.Items));
            }
            else
            {
                result[at] = Apply(result[at]!.AsObject(), item, list.Items);
            }
        }
        return ListOrder.Normalize(result, patch, target, key);
    }

    private static Api.ApiException Errors(JsonObject item, string key)
    {
        var shown = string.Join(' ', item.Select(p => $"{p.Key}:{Api.Metadata.ObjectMeta.Text(p.Value) ?? ApiCore.Compact(p.Value)}"));
        return Api.Errors.Make(500, "", $"map: map[{shown}] does not contain declared merge key: {key}", null);
    }

    private static int IndexOf(JsonArray items, string key, JsonNode id) =>
        items.Index().Where(i => JsonNode.DeepEquals((i.Item as JsonObject)?[key], id)).Select(i => i.Index).FirstOrDefault(-1);

    private static void Retain(JsonObject result, JsonObject patch)
    {
        if (patch[RetainKeys] is not JsonArray keep)
            return;
        var kept = Api.Metadata.ObjectMeta.Texts(keep);
        foreach (var name in result.Select(p => p.Key).Except(kept).ToList())
            result.Remove(name);
    }

    private static void DeleteValues(JsonObject result, string field, JsonArray? values)
    {
        if (result[field] is not JsonArray items || values is null)
            return;
        result[field] = Clone(items.Where(i => !values.Any(v => JsonNode.DeepEquals(i, v))));
    }

    private static string? Directive(JsonObject patch) => Api.Metadata.ObjectMeta.Text(patch[PatchDirective]);

    private static JsonObject Without(JsonObject obj, string name)
    {
        var copy = ApiCore.Clone(obj);
        copy.Remove(name);
        return copy;
    }

    private static JsonArray Clone(IEnumerable<JsonNode?> items) => new([.. items.Select(i => i?.DeepClone())]);
}
