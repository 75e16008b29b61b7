using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Deleting a definition deletes its objects first: a finalizer holds it until they are gone.</summary>
public static class CrdDeletion
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>What a DELETE does to a definition that is not yet being deleted.</summary>
    public static void Begin(JsonObject crd, string now)
    {
        var metadata = (JsonObject)crd["metadata"]!;
        if (metadata["deletionTimestamp"] is not null) return;
        var finalizers = metadata["finalizers"] as JsonArray;
        if (finalizers is null) metadata["finalizers"] = finalizers = [];
        if (finalizers.All(name => (string?)name != Finalizer)) finalizers.Add(Finalizer);
        CrdConditions.Set(
            crd,
            "Terminating",
            "True",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            now);
    }
}
