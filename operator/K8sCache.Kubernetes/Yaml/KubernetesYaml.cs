using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8sCache.Kubernetes.Yaml;

/// <summary>
/// YAML as Kubernetes uses it: another spelling of JSON. Reading follows YAML 1.2's core schema for plain scalars, so
/// <c>yes</c> and <c>0o7</c> stay text; anchors are followed, tags are not.
/// </summary>
public static class KubernetesYaml
{
    /// <summary>The documents of a stream, empty ones left out.</summary>
    /// <exception cref="YamlException">The text is not YAML; the message says where.</exception>
    public static IReadOnlyList<JsonNode> ParseAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => ToJson(document.RootNode)).OfType<JsonNode>()];
    }

    /// <summary>The one document of a text.</summary>
    /// <exception cref="FormatException">There is none, or more than one.</exception>
    public static JsonNode Parse(string text)
    {
        var documents = ParseAll(text);
        return documents.Count == 1
            ? documents[0]
            : throw new FormatException($"expected one YAML document, found {documents.Count}");
    }

    /// <summary>Writes a value in block style, ending in a newline; object members keep their order.</summary>
    public static string Write(JsonNode? node) => YamlTextWriter.Write(node);

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ToObject(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainScalar(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => throw new FormatException($"line {node.Start.Line}: not a value"),
    };

    private static JsonObject ToObject(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new FormatException($"line {key.Start.Line}: a member name must be text");
            result[name] = ToJson(value);
        }

        return result;
    }

    private static JsonValue? PlainScalar(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            => JsonValue.Create(whole),
        _ when YamlTextWriter.LooksNumeric(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            => JsonValue.Create(real),
        _ => JsonValue.Create(text),
    };
}
