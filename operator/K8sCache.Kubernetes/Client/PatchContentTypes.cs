namespace K8sCache.Kubernetes.Client;

/// <summary>Media types by which the API server tells patch formats apart.</summary>
internal static class PatchContentTypes
{
    public const string Merge = "application/merge-patch+json";
    public const string Json = "application/json-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";
}
