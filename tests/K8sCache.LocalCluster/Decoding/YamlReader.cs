using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sCache.LocalCluster.Decoding;

/// <summary>
/// The first document of a YAML text as JSON, by YAML's core schema: plain scalars may be null, booleans or numbers,
/// quoted ones are strings.
/// </summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly List<string> _problems;
    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);

    private YamlReader(string text, List<string> problems)
    {
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    /// <exception cref="YamlException">No YAML.</exception>
    public static JsonNode? Read(string text, List<string> problems)
    {
        var reader = new YamlReader(text, problems);
        reader._parser.Consume<StreamStart>();
        if (!reader._parser.TryConsume<DocumentStart>(out _)) return null;
        return reader.ReadNode("");
    }

    private JsonNode? ReadNode(string path)
    {
        switch (_parser.Current)
        {
            case AnchorAlias:
                var alias = _parser.Consume<AnchorAlias>();
                return _anchors.TryGetValue(alias.Value.Value, out var known)
                    ? known?.DeepClone()
                    : throw new YamlException($"unknown anchor '{alias.Value.Value}' referenced");
            case MappingStart: return ReadMapping(path);
            case SequenceStart: return ReadSequence(path);
            default:
                var scalar = _parser.Consume<Scalar>();
                return Remember(scalar.Anchor, Value(scalar));
        }
    }

    private JsonNode? Remember(AnchorName anchor, JsonNode? node)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node?.DeepClone();
        return node;
    }

    private JsonNode? ReadMapping(string path)
    {
        var start = _parser.Consume<MappingStart>();
        var json = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var name = _parser.Consume<Scalar>().Value;
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (json.ContainsKey(name)) _problems.Add($"duplicate field \"{childPath}\"");
            json[name] = ReadNode(childPath);
        }

        return Remember(start.Anchor, json);
    }

    private JsonNode? ReadSequence(string path)
    {
        var start = _parser.Consume<SequenceStart>();
        var array = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) array.Add(ReadNode($"{path}[{array.Count}]"));
        return Remember(start.Anchor, array);
    }

    private static JsonNode? Value(Scalar scalar)
    {
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag.ToString() == "!!str") return scalar.Value;
        var text = scalar.Value;
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL": return null;
            // YAML 1.1's yes, no, on, off count too: that is the library behind kubectl and the API server.
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON": return true;
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF": return false;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        var looksNumeric = char.IsAsciiDigit(text[^1]) || text[^1] == '.';
        return looksNumeric && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text;
    }
}
