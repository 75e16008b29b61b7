using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>JSON as the API server writes it: camelCase, no nulls, whole-second times, enums by name.</summary>
/// <remarks>Unknown fields are skipped when read, so that a newer server's objects can be read.</remarks>
public static class KubernetesJson
{
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    public static string Serialize(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static byte[] SerializeToUtf8Bytes(object value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    public static JsonNode ToNode(object value) =>
        JsonSerializer.SerializeToNode(value, value.GetType(), Options)
        ?? throw new ArgumentException("The value is JSON null.", nameof(value));

    /// <exception cref="JsonException">Not JSON, not of this shape, or JSON null.</exception>
    public static T Deserialize<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null instead of {typeof(T).Name}");

    /// <exception cref="JsonException">Not JSON, not of this shape, or JSON null.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException($"null instead of {typeof(T).Name}");

    /// <exception cref="JsonException">Not of this shape, or JSON null.</exception>
    public static T Deserialize<T>(JsonNode node) =>
        node.Deserialize<T>(Options) ?? throw new JsonException($"null instead of {typeof(T).Name}");

    /// <summary>Whether two models say the same on the wire, whatever lists they hold.</summary>
    public static bool SameContent(object left, object right) =>
        JsonNode.DeepEquals(ToNode(left), ToNode(right));

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Bodies are never embedded in HTML, and the API server does not escape beyond JSON's needs either.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(), new TimeConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
