using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary><c>POST pods/NAME/binding</c>: a scheduler from outside names the node of a pod.</summary>
internal sealed class BindingHandler(IClusterApi api, TimeProvider time) : ISubresourceHandler
{
    public GroupResource Resource => KnownResources.Pods;

    public string Subresource => "binding";

    public Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken)
    {
        var node = request.Body.Text("target", "name") ?? throw Errors.BadRequest("target.name is required");
        var pod = api.Get(KnownResources.Pods, request.Info.Namespace, request.Info.Name);
        if (!request.DryRun)
            api.Bind(pod, node, time.GetUtcNow());
        return Task.FromResult<SubresourceResult?>(new SubresourceResult(201, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        }));
    }
}
