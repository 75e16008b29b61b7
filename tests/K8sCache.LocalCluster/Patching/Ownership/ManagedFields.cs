using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>The owners of an object's fields, read from and written to <c>metadata.managedFields</c>.</summary>
internal sealed class ManagedFields
{
    /// <summary>What nobody owns, because the server writes it or because it is the object's identity.</summary>
    private static readonly string[] Identity =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"];

    public Dictionary<ManagerKey, ManagerFields> Owners { get; } = [];

    public static ManagedFields Read(JsonObject? obj)
    {
        var result = new ManagedFields();
        foreach (var entry in ((obj?["metadata"] as JsonObject)?["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var version = ObjectMeta.Text(entry["apiVersion"]) ?? "";
            var isApply = ObjectMeta.Text(entry["operation"]) == "Apply";
            var key = new ManagerKey(
                ObjectMeta.Text(entry["manager"]) ?? "",
                isApply,
                isApply ? "" : version,
                ObjectMeta.Text(entry["subresource"]) ?? "");
            if (ObjectMeta.Text(entry["operation"]) is not ("Apply" or "Update"))
                continue;
            result.Owners[key] = new ManagerFields(FieldSetJson.Read(entry["fieldsV1"] as JsonObject), version, ObjectMeta.Text(entry["time"]));
        }
        return result;
    }

    /// <summary>Writes the owners into an object, appliers first, then by time.</summary>
    public void Write(JsonObject obj)
    {
        var metadata = obj.Metadata();
        metadata.Remove("managedFields");
        var entries = new JsonArray();
        foreach (var (key, fields) in Owners.OrderBy(o => !o.Key.IsApply).ThenBy(o => o.Value.Time ?? "", StringComparer.Ordinal)
            .ThenBy(o => o.Key.Manager, StringComparer.Ordinal).ThenBy(o => o.Value.ApiVersion, StringComparer.Ordinal)
            .ThenBy(o => o.Key.Subresource, StringComparer.Ordinal))
        {
            var entry = new JsonObject
            {
                ["manager"] = key.Manager,
                ["operation"] = key.IsApply ? "Apply" : "Update",
                ["apiVersion"] = fields.ApiVersion,
            };
            if (fields.Time is not null)
                entry["time"] = fields.Time;
            entry["fieldsType"] = "FieldsV1";
            entry["fieldsV1"] = FieldSetJson.Write(fields.Set);
            if (key.Subresource.Length > 0)
                entry["subresource"] = key.Subresource;
            entries.Add(entry);
        }
        if (entries.Count > 0)
            metadata["managedFields"] = entries;
    }

    /// <summary>Takes a set from everyone who holds some of it, but one.</summary>
    public void TakeFromOthers(ManagerKey self, FieldSet taken)
    {
        foreach (var (key, fields) in Owners.Where(o => o.Key != self).ToList())
            Owners[key] = fields with { Set = fields.Set.Except(taken) };
    }

    public void DropEmpty()
    {
        foreach (var (key, _) in Owners.Where(o => o.Value.Set.IsEmpty).ToList())
            Owners.Remove(key);
    }

    /// <summary>Strips what nobody owns, then those left with nothing.</summary>
    public void StripIdentity()
    {
        foreach (var (key, fields) in Owners.ToList())
            Owners[key] = fields with { Set = WithoutIdentity(fields.Set) };
        DropEmpty();
    }

    private static FieldSet WithoutIdentity(FieldSet set)
    {
        var unowned = new FieldSet();
        unowned.Insert("f:apiVersion");
        unowned.Insert("f:kind");
        unowned.Insert("f:metadata");
        foreach (var field in Identity)
            unowned.Insert("f:metadata", PathElements.Field(field));
        return set.Except(unowned).ExceptTree("f:metadata", "f:managedFields");
    }
}
