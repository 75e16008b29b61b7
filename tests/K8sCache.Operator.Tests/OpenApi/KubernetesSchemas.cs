using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.OpenApi;

/// <summary>The schemas of the Kubernetes version we build against, read once.</summary>
internal static class KubernetesSchemas
{
    private static readonly Lazy<OpenApiValidator> Loaded = new(() => new OpenApiValidator(Folder(Repository.Root)));

    public static OpenApiValidator Validator => Loaded.Value;

    private static string Folder(string directory)
    {
        var candidate = Path.Combine(directory, "shared", "k8s-api", "openapi");
        return Directory.Exists(candidate)
            ? candidate
            : Folder(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no shared/k8s-api/openapi"));
    }
}
