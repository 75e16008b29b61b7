using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

internal static class ServiceValidator
{
    public static IEnumerable<StatusCause> Validate(JsonObject service, JsonObject? old)
    {
        var causes = new List<StatusCause>();
        var spec = service["spec"] as JsonObject ?? [];
        var type = Text(spec, "type");
        if (type is not ("ClusterIP" or "ExternalName" or "LoadBalancer" or "NodePort"))
            causes.Add(FieldErrors.NotSupported("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        if (type == "ExternalName" && Text(spec, "externalName").Length == 0) causes.Add(FieldErrors.Required("spec.externalName"));
        var ports = Objects(spec, "ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && Text(spec, "clusterIP") != "None") causes.Add(FieldErrors.Required("spec.ports"));
        CheckPorts(ports, causes);
        if (old is not null) CheckAddress(spec, old, causes);
        return causes;
    }

    private static void CheckPorts(List<JsonObject> ports, List<StatusCause> causes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(long, string)>();
        for (var i = 0; i < ports.Count; i++)
        {
            var path = $"spec.ports[{i}]";
            var name = Text(ports[i], "name");
            if (name.Length == 0 && ports.Count > 1) causes.Add(FieldErrors.Required($"{path}.name"));
            if (name.Length > 0 && !names.Add(name)) causes.Add(FieldErrors.Duplicate($"{path}.name", FieldErrors.Quote(name)));
            var number = Number(ports[i], "port") ?? 0;
            if (number is < 1 or > 65535)
                causes.Add(FieldErrors.Invalid($"{path}.port", $"{number}", "must be between 1 and 65535, inclusive"));
            var protocol = Text(ports[i], "protocol");
            if (protocol is not ("TCP" or "UDP" or "SCTP"))
                causes.Add(FieldErrors.NotSupported($"{path}.protocol", protocol, "SCTP", "TCP", "UDP"));
            if (!numbers.Add((number, protocol)))
                causes.Add(FieldErrors.Duplicate(path, $"{{\"port\":{number},\"protocol\":\"{protocol}\"}}"));
        }
    }

    private static void CheckAddress(JsonObject spec, JsonObject old, List<StatusCause> causes)
    {
        var oldAddress = Text(old, "spec.clusterIP");
        var stays = Text(spec, "type") != "ExternalName" && Text(old, "spec.type") != "ExternalName";
        if (!stays || oldAddress.Length == 0 || Text(spec, "clusterIP") == oldAddress) return;
        causes.Add(FieldErrors.Invalid(
            "spec.clusterIPs[0]", spec["clusterIPs"]?.ToJsonString() ?? "null", "may not change once set"));
    }
}
