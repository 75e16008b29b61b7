using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Endpoints;

/// <summary>The pods behind a Service and the ports they serve it on; pure.</summary>
internal static class ServiceEndpoints
{
    public static bool IsHeadless(JsonObject service) => service.Text("spec", "clusterIP") == "None";

    /// <summary>Pods that match the selector, have an address and are not finished, by name.</summary>
    public static List<ServiceEndpoint> Of(JsonObject service, IEnumerable<JsonObject> pods)
    {
        var publishAll = service.Flag("spec", "publishNotReadyAddresses");
        return
        [
            .. pods.Where(pod => LabelSelector.MatchesMap(service.At("spec", "selector"), pod) && !pod.IsFinished() && pod.Text("status", "podIP") is not null)
                .OrderBy(pod => pod.Name(), StringComparer.Ordinal)
                .Select(pod => new ServiceEndpoint(
                    pod,
                    pod.Text("status", "podIP")!,
                    Ready: publishAll || (pod.IsReady() && !pod.IsTerminating()),
                    Serving: pod.IsReady(),
                    Terminating: pod.IsTerminating())),
        ];
    }

    /// <summary>
    /// The Service's ports with their target ports resolved against the pods, by name; none without pods. A named target port that pods resolve differently takes the
    /// first pod's number: no object of ours does that.
    /// </summary>
    public static JsonArray Ports(JsonObject service, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        var ports = new List<JsonObject>();
        if (endpoints.Count == 0)
            return [];
        foreach (var port in service.Items("spec", "ports"))
        {
            var target = port["targetPort"];
            var number = target.Count() ?? Resolve(target.Text(), endpoints) ?? (target is null ? port.Count("port") : null);
            if (number is null)
                continue;
            var resolved = new JsonObject { ["name"] = port.Text("name") ?? "", ["protocol"] = port.Text("protocol") ?? "TCP", ["port"] = number };
            resolved.SetOrDrop("appProtocol", port["appProtocol"]?.DeepClone());
            ports.Add(resolved);
        }

        return new JsonArray([.. ports.OrderBy(port => port.Text("name"), StringComparer.Ordinal)]);
    }

    /// <summary>The host name that a pod has under a headless Service of its subdomain.</summary>
    public static string? HostName(JsonObject service, JsonObject pod) =>
        IsHeadless(service) && pod.Text("spec", "subdomain") == service.Name() ? pod.Text("spec", "hostname") : null;

    public static JsonObject TargetReference(JsonObject pod) => new()
    {
        ["kind"] = "Pod",
        ["namespace"] = pod.Namespace(),
        ["name"] = pod.Name(),
        ["uid"] = pod.Uid(),
    };

    private static int? Resolve(string? name, IReadOnlyList<ServiceEndpoint> endpoints) => name is null
        ? null
        : endpoints.SelectMany(endpoint => endpoint.Pod.Items("spec", "containers"))
            .Select(container => ContainerPorts.Find(container, name)).FirstOrDefault(port => port is not null);
}
