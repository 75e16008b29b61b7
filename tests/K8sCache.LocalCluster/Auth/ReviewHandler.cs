using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;

namespace K8sCache.LocalCluster.Auth;

/// <summary>A resource that is only ever created, and whose answer is the object with a status filled in.</summary>
internal sealed class ReviewHandler(string group, string plural, Func<SubresourceRequest, JsonObject, JsonObject> answer) : ISubresourceHandler
{
    public GroupResource Resource { get; } = new(group, plural);

    public string Subresource => "";

    public Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken)
    {
        if (request.Info.Verb != "create") throw Errors.MethodNotAllowed();
        var body = request.Body ?? throw Errors.BadRequest("the request has no body");
        return Task.FromResult<SubresourceResult?>(new SubresourceResult(201, answer(request, body)));
    }
}
