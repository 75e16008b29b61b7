using System.Net;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers.Cluster;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster;

/// <summary>The objects that a cluster has before anybody has asked for one: nodes, and the Service of the API server.</summary>
internal static class BootstrapObjects
{
    public static void Create(IClusterApi api, IReadOnlyList<NodeSpec> nodes, IPEndPoint apiServer, DateTimeOffset now)
    {
        foreach (var node in nodes)
        {
            var made = api.Create(KnownResources.Nodes, null, NodeObjects.Make(node, now));
            made["status"] = NodeObjects.Make(node, now)["status"]!.DeepClone();
            api.UpdateStatus(KnownResources.Nodes, made);
        }

        api.Create(KnownResources.Services, "default", KubernetesService());
        api.Create(KnownResources.EndpointSlices, "default", KubernetesEndpoints(apiServer));
    }

    private static JsonObject KubernetesService()
    {
        var service = Named("v1", "Service", "kubernetes");
        service.Child("metadata")["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" };
        service["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = 443, ["protocol"] = "TCP" }),
        };
        return service;
    }

    private static JsonObject KubernetesEndpoints(IPEndPoint apiServer)
    {
        var slice = Named("discovery.k8s.io/v1", "EndpointSlice", "kubernetes");
        slice.Child("metadata")["labels"] = new JsonObject { ["kubernetes.io/service-name"] = "kubernetes" };
        slice["addressType"] = "IPv4";
        slice["endpoints"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(apiServer.Address.ToString()),
            ["conditions"] = new JsonObject { ["ready"] = true },
        });
        slice["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = apiServer.Port, ["protocol"] = "TCP" });
        return slice;
    }

    private static JsonObject Named(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
}
