using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Kinds whose cells are little more than their fields.</summary>
internal static class PlainCells
{
    public static JsonArray NameAndTime(JsonObject obj) => [obj.Name(), obj.MetaText("creationTimestamp")];

    public static JsonArray NameAndAge(JsonObject obj, DateTimeOffset now) => [obj.Name(), Age(obj, now)];

    public static JsonArray ConfigMap(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), Count(obj["data"]) + Count(obj["binaryData"]), Age(obj, now)];

    public static JsonArray Secret(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), Text(obj, "type", "Opaque"), Count(obj["data"]), Age(obj, now)];

    public static JsonArray Namespace(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), Text(obj, "status.phase", ""), Age(obj, now)];

    public static JsonArray Lease(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), Text(obj, "spec.holderIdentity", ""), Age(obj, now)];

    public static JsonArray PersistentVolumeClaim(JsonObject obj, DateTimeOffset now)
    {
        var modes = ObjectMeta.Texts(obj.At("status.accessModes")).Select(m => m switch
        {
            "ReadWriteOnce" => "RWO",
            "ReadOnlyMany" => "ROX",
            "ReadWriteMany" => "RWX",
            "ReadWriteOncePod" => "RWOP",
            _ => m,
        });
        return
        [
            obj.Name(), obj.IsDeleting() ? "Terminating" : Text(obj, "status.phase", ""), Text(obj, "spec.volumeName", ""),
            Text(obj, "status.capacity.storage", ""), Join(modes), Text(obj, "spec.storageClassName", ""),
            Text(obj, "spec.volumeAttributesClassName", "<unset>"), Age(obj, now), Text(obj, "spec.volumeMode", "<unset>"),
        ];
    }

    public static JsonArray RoleBinding(JsonObject obj, DateTimeOffset now)
    {
        var subjects = Objects(obj["subjects"]).ToLookup(s => ObjectMeta.Text(s["kind"]) ?? "");
        return
        [
            obj.Name(), $"{Text(obj, "roleRef.kind")}/{Text(obj, "roleRef.name")}", Age(obj, now),
            Names("User"), Names("Group"),
            string.Join(", ", subjects["ServiceAccount"].Select(s => $"{ObjectMeta.Text(s["namespace"])}/{ObjectMeta.Text(s["name"])}")),
        ];

        string Names(string kind) => string.Join(", ", subjects[kind].Select(s => ObjectMeta.Text(s["name"])));
    }

    private static int Count(JsonNode? map) => (map as JsonObject)?.Count ?? 0;
}
