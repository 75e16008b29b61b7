namespace K8sCache.LocalCluster.Patching;

/// <summary>A JSON patch that cannot be applied; callers answer 422 without its text, as the API server does.</summary>
public sealed class JsonPatchException(string message) : Exception(message);
