using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Endpoints;

/// <summary>Keeps the old Endpoints object of each Service, which <c>kubectl describe</c> and older clients still read.</summary>
internal sealed class EndpointsController : IReconciler
{
    private const string ManagedByLabel = "endpoints.kubernetes.io/managed-by";

    private readonly IClusterApi _api;

    public EndpointsController(IClusterApi api) => _api = api.As(Name);

    public string Name => "endpoint-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.Services),
        new(KnownResources.Pods, pod => _api.List(KnownResources.Services, pod.Namespace()).Items.Select(ObjectKey.Of)),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        var known = _api.Find(KnownResources.Endpoints, key.Namespace, key.Name);
        var service = _api.Find(KnownResources.Services, key.Namespace, key.Name);
        if (service is null)
        {
            // Endpoints have no owner reference: they share the Service's name instead.
            if (known?.Label(ManagedByLabel) == Name)
                _api.Delete(KnownResources.Endpoints, key.Namespace, key.Name);
            return null;
        }

        if (service.At("spec", "selector") is not JsonObject { Count: > 0 })
            return null;
        var wanted = Make(service);
        if (known is null)
        {
            _api.Create(KnownResources.Endpoints, key.Namespace, wanted);
        }
        else if (!JsonNode.DeepEquals(known["subsets"] ?? new JsonArray(), wanted["subsets"] ?? new JsonArray()))
        {
            known.SetOrDrop("subsets", wanted["subsets"]?.DeepClone());
            _api.Update(KnownResources.Endpoints, known);
        }

        return null;
    }

    private JsonObject Make(JsonObject service)
    {
        var endpoints = ServiceEndpoints.Of(service, _api.List(KnownResources.Pods, service.Namespace()).Items)
            .Where(endpoint => !endpoint.Terminating || service.Flag("spec", "publishNotReadyAddresses")).ToList();
        var labels = service.At("metadata", "labels")?.DeepClone() as JsonObject ?? [];
        labels[ManagedByLabel] = Name;
        if (ServiceEndpoints.IsHeadless(service))
            labels["service.kubernetes.io/headless"] = "";
        var result = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Endpoints",
            ["metadata"] = new JsonObject { ["name"] = service.Name(), ["namespace"] = service.Namespace(), ["labels"] = labels },
        };
        if (endpoints.Count > 0)
            result["subsets"] = new JsonArray(Subset(service, endpoints));
        return result;
    }

    private static JsonObject Subset(JsonObject service, List<ServiceEndpoint> endpoints)
    {
        var subset = new JsonObject();
        Add("addresses", ready: true);
        Add("notReadyAddresses", ready: false);
        subset["ports"] = new JsonArray([.. ServiceEndpoints.Ports(service, endpoints).Select(WithoutEmptyName)]);
        return subset;

        void Add(string member, bool ready)
        {
            var addresses = endpoints.Where(endpoint => endpoint.Ready == ready).Select(endpoint => (JsonNode)Address(service, endpoint)).ToArray();
            if (addresses.Length > 0)
                subset[member] = new JsonArray(addresses);
        }
    }

    private static JsonObject Address(JsonObject service, ServiceEndpoint endpoint)
    {
        var address = new JsonObject { ["ip"] = endpoint.Address };
        address.SetOrDrop("hostname", ServiceEndpoints.HostName(service, endpoint.Pod));
        address.SetOrDrop("nodeName", endpoint.Pod.Text("spec", "nodeName"));
        address["targetRef"] = ServiceEndpoints.TargetReference(endpoint.Pod);
        return address;
    }

    private static JsonNode? WithoutEmptyName(JsonNode? port)
    {
        var copy = (JsonObject)port!.DeepClone();
        if (copy.Text("name") is "")
            copy.Remove("name");
        return copy;
    }
}
