using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Selectors;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Services, Endpoints, EndpointSlices and NetworkPolicies.</summary>
internal static class NetworkCells
{
    /// <summary>Endpoints shown before "+ n more...".</summary>
    private const int ShownEndpoints = 3;

    public static JsonArray Service(JsonObject obj, DateTimeOffset now)
    {
        var ports = Objects(obj.At("spec.ports")).Select(p =>
        {
            var node = ObjectMeta.Number(p["nodePort"]) is > 0 and var number ? $":{number}" : "";
            return $"{ObjectMeta.Number(p["port"])}{node}/{ObjectMeta.Text(p["protocol"]) ?? "TCP"}";
        }).ToList();
        var selector = SelectorText.OfMap(obj.At("spec.selector") as JsonObject);
        return
        [
            obj.Name(), Text(obj, "spec.type", "ClusterIP"), Text(obj, "spec.clusterIP"), External(obj),
            ports.Count == 0 ? None : Join(ports), Age(obj, now), selector.Length == 0 ? None : selector,
        ];
    }

    public static JsonArray Endpoints(JsonObject obj, DateTimeOffset now)
    {
        var all = new List<string>();
        foreach (var subset in Objects(obj["subsets"]))
        {
            var ports = Objects(subset["ports"]).Select(p => $":{ObjectMeta.Number(p["port"])}").DefaultIfEmpty("").ToList();
            all.AddRange(ports.SelectMany(port => Objects(subset["addresses"]).Select(a => ObjectMeta.Text(a["ip"]) + port)));
        }
        return [obj.Name(), Shortened(all, None), Age(obj, now)];
    }

    public static JsonArray EndpointSlice(JsonObject obj, DateTimeOffset now)
    {
        var ports = Objects(obj["ports"]).Select(p => ObjectMeta.Number(p["port"]) is { } port ? $"{port}" : "*").ToList();
        var addresses = Objects(obj["endpoints"]).SelectMany(e => ObjectMeta.Texts(e["addresses"])).ToList();
        return [obj.Name(), Text(obj, "addressType"), Shortened(ports, "<unset>"), Shortened(addresses, "<unset>"), Age(obj, now)];
    }

    public static JsonArray NetworkPolicy(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), Selector(obj.At("spec.podSelector")), Age(obj, now)];

    private static string External(JsonObject obj)
    {
        var given = ObjectMeta.Texts(obj.At("spec.externalIPs"));
        switch (Text(obj, "spec.type", "ClusterIP"))
        {
            case "LoadBalancer":
                var assigned = Objects(obj.At("status.loadBalancer.ingress"))
                    .Select(i => ObjectMeta.Text(i["ip"]) ?? ObjectMeta.Text(i["hostname"]) ?? "").Concat(given).ToList();
                return assigned.Count == 0 ? "<pending>" : Join(assigned);
            case "ExternalName":
                return Text(obj, "spec.externalName");
            default:
                return given.Count == 0 ? None : Join(given);
        }
    }

    private static string Shortened(List<string> items, string empty)
    {
        if (items.Count == 0)
            return empty;
        var shown = Join(items.Take(ShownEndpoints));
        return items.Count > ShownEndpoints ? $"{shown} + {items.Count - ShownEndpoints} more..." : shown;
    }
}
