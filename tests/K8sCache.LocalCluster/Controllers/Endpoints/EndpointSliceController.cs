using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Endpoints;

/// <summary>Keeps one EndpointSlice for each Service that has a selector.</summary>
internal sealed class EndpointSliceController : IReconciler
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";
    private const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    private const string ManagedBy = "endpointslice-controller.k8s.io";
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    private readonly IClusterApi _api;

    public EndpointSliceController(IClusterApi api) => _api = api.As(Name);

    public string Name => "endpointslice-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.Services),
        // Which Services a pod stood behind before its labels changed is not known any more: all of its namespace look.
        new(KnownResources.Pods, pod => _api.List(KnownResources.Services, pod.Namespace()).Items.Select(ObjectKey.Of)),
        new(KnownResources.EndpointSlices, slice =>
            slice.Label(ManagedByLabel) == ManagedBy ? [new ObjectKey(slice.Namespace(), slice.Label(ServiceNameLabel) ?? "")] : []),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.Services, key.Namespace, key.Name) is not { } service || service.IsTerminating())
            return null;
        var slices = _api.List(KnownResources.EndpointSlices, key.Namespace, $"{ServiceNameLabel}={key.Name},{ManagedByLabel}={ManagedBy}").Items
            .Where(slice => slice.IsControlledBy(service)).ToList();
        if (service.At("spec", "selector") is not JsonObject { Count: > 0 } || service.Text("spec", "type") == "ExternalName")
        {
            foreach (var slice in slices)
                _api.Delete(KnownResources.EndpointSlices, key.Namespace, slice.Name());
            return null;
        }

        var wanted = Make(service);
        if (slices.Count == 0)
            _api.Create(KnownResources.EndpointSlices, key.Namespace, wanted);
        else
            Bring(slices[0], wanted);
        foreach (var surplus in slices.Skip(1))
            _api.Delete(KnownResources.EndpointSlices, key.Namespace, surplus.Name());
        return null;
    }

    private void Bring(JsonObject slice, JsonObject wanted)
    {
        if (JsonNode.DeepEquals(slice["endpoints"], wanted["endpoints"])
            && JsonNode.DeepEquals(slice["ports"], wanted["ports"])
            && JsonNode.DeepEquals(slice.At("metadata", "labels"), wanted.At("metadata", "labels")))
        {
            return;
        }

        slice["endpoints"] = wanted["endpoints"]!.DeepClone();
        slice["ports"] = wanted["ports"]!.DeepClone();
        slice.Child("metadata")["labels"] = wanted.At("metadata", "labels")!.DeepClone();
        _api.Update(KnownResources.EndpointSlices, slice);
    }

    private JsonObject Make(JsonObject service)
    {
        var endpoints = ServiceEndpoints.Of(service, _api.List(KnownResources.Pods, service.Namespace()).Items);
        var labels = service.At("metadata", "labels")?.DeepClone() as JsonObject ?? [];
        labels[ServiceNameLabel] = service.Name();
        labels[ManagedByLabel] = ManagedBy;
        if (ServiceEndpoints.IsHeadless(service))
            labels[HeadlessLabel] = "";
        return new JsonObject
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = new JsonObject
            {
                ["generateName"] = service.Name() + "-",
                ["namespace"] = service.Namespace(),
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(service.MakeControllerReference("v1", "Service")),
            },
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray([.. endpoints.Select(endpoint => Endpoint(service, endpoint))]),
            ["ports"] = ServiceEndpoints.Ports(service, endpoints),
        };
    }

    private JsonObject Endpoint(JsonObject service, ServiceEndpoint endpoint)
    {
        var result = new JsonObject
        {
            ["addresses"] = new JsonArray(endpoint.Address),
            ["conditions"] = new JsonObject
            {
                ["ready"] = endpoint.Ready,
                ["serving"] = endpoint.Serving,
                ["terminating"] = endpoint.Terminating,
            },
        };
        result.SetOrDrop("hostname", ServiceEndpoints.HostName(service, endpoint.Pod));
        result["targetRef"] = ServiceEndpoints.TargetReference(endpoint.Pod);
        if (endpoint.Pod.Text("spec", "nodeName") is { } node)
        {
            result["nodeName"] = node;
            result.SetOrDrop("zone", _api.Find(KnownResources.Nodes, null, node)?.Label("topology.kubernetes.io/zone"));
        }

        return result;
    }
}
