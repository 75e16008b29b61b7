using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Patching.Ownership;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Server-side apply.</summary>
internal sealed class ApplyOperation(ApiCore core, CreateOperation create, UpdateOperation update, ScaleOperation scale, FieldTracker tracker)
{
    public (JsonObject Object, bool Created) Run(WriteRequest request, ReadOnlyMemory<byte> body)
    {
        _ = (create, update, scale, tracker);
        var intent = core.Hooks.Decoder.Decode(body, "application/yaml", request.Resource, request.Resource.Kind);
        return (intent.Object, false);
    }
}
