using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>
/// The published documents of the built-in groups, from the embedded archive (see NOTICE.md). The archive is taken apart
/// once; a document is parsed when it is first asked for.
/// </summary>
internal sealed class OpenApiDocuments
{
    private const string ResourceName = "K8sCache.LocalCluster.OpenApi.openapi.json.br";

    private readonly Dictionary<string, byte[]> _texts;
    private readonly ConcurrentDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    public OpenApiDocuments()
    {
        using var resource = typeof(OpenApiDocuments).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"{ResourceName} is not embedded");
        using var archive = new BrotliStream(resource, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(archive);
        _texts = document.RootElement.EnumerateObject()
            .ToDictionary(property => property.Name, property => JsonSerializer.SerializeToUtf8Bytes(property.Value), StringComparer.Ordinal);
    }

    /// <summary>Paths below /openapi/v3, such as <c>api/v1</c> and <c>apis/apps/v1</c>.</summary>
    public IEnumerable<string> Paths => _texts.Keys;

    /// <summary>A document as UTF-8 JSON.</summary>
    public byte[]? Text(string path) => _texts.GetValueOrDefault(path);

    /// <summary>The schemas (<c>components.schemas</c>) of a document; shared, read only.</summary>
    public JsonObject? Schemas(string path)
    {
        if (_schemas.TryGetValue(path, out var known)) return known;
        if (Text(path) is not { } text) return null;
        return _schemas.GetOrAdd(path, _ => (JsonObject)JsonNode.Parse(text)!["components"]!["schemas"]!);
    }

    public static string PathOf(string group, string version) => group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
}
