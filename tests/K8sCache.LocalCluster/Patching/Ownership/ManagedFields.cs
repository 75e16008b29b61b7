using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>The owners of an object's fields, read from and written to <c>metadata.managedFields</c>.</summary>
internal sealed class ManagedFields
{
    /// <summary>What nobody owns, because the server writes it or because it is the object's identity.</summary>
    private static readonly string[] Identity =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"];

    private const int MaximumUpdaters = 10;
    private const string AncientChanges = "ancient-changes";

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

    /// <summary>
    /// Keeps the entries of updaters few, as clients with ever new names would make them grow without end: the oldest
    /// are merged into one for each version.
    /// </summary>
    public void CapUpdaters()
    {
        var updaters = Owners.Where(o => !o.Key.IsApply).OrderBy(o => o.Value.Time ?? "", StringComparer.Ordinal)
            .ThenBy(o => o.Key.Manager, StringComparer.Ordinal).Select(o => o.Key).ToList();
        var first = new Dictionary<string, ManagerKey>();
        var count = updaters.Count;
        foreach (var key in updaters.TakeWhile(_ => count > MaximumUpdaters))
        {
            var bucket = new ManagerKey(AncientChanges, IsApply: false, key.ApiVersion, "");
            if (first.TryAdd(key.ApiVersion, key))
                continue;
            if (!Owners.ContainsKey(bucket) && Owners.Remove(first[key.ApiVersion], out var oldest))
                Owners[bucket] = oldest;
            Owners.Remove(key, out var merged);
            Owners[bucket] = merged! with { Set = merged.Set.Union(Owners[bucket].Set) };
            count--;
        }
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
