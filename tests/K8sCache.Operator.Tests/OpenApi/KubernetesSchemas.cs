using System.IO.Compression;
using System.Text.Json.Nodes;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.OpenApi;

/// <summary>The schemas a Kubernetes API server publishes, from the archive the local control plane serves them from.</summary>
internal static class KubernetesSchemas
{
    private static readonly Lazy<OpenApiValidator> Loaded = new(() => new OpenApiValidator(Documents()));

    public static OpenApiValidator Validator => Loaded.Value;

    private static IEnumerable<JsonObject> Documents()
    {
        using var archive = File.OpenRead(Repository.PathOf("tests", "K8sCache.LocalCluster", "OpenApi", "openapi.json.br"));
        using var text = new BrotliStream(archive, CompressionMode.Decompress);
        return JsonNode.Parse(text)!.AsObject().Select(document => document.Value!.AsObject()).ToList();
    }
}
