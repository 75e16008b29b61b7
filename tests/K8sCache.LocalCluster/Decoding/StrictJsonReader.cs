using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Decoding;

/// <summary>Reads JSON and tells of keys that occur twice; as in Go the last one wins.</summary>
internal static class StrictJsonReader
{
    private const int MaximumDepth = 512;

    /// <exception cref="JsonException">No JSON.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> utf8, List<string> problems)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        reader.Read();
        var node = ReadValue(ref reader, "", problems);
        if (reader.Read()) throw new JsonException("invalid character after top-level value");
        return node;
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, string path, List<string> problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: return ReadObject(ref reader, path, problems);
            case JsonTokenType.StartArray: return ReadArray(ref reader, path, problems);
            case JsonTokenType.Null: return null;
            default:
                using (var scalar = JsonDocument.ParseValue(ref reader)) return JsonValue.Create(scalar.RootElement.Clone());
        }
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader, string path, List<string> problems)
    {
        var json = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (json.ContainsKey(name)) problems.Add($"duplicate field \"{childPath}\"");
            reader.Read();
            json[name] = ReadValue(ref reader, childPath, problems);
        }

        return json;
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader, string path, List<string> problems)
    {
        var array = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            array.Add(ReadValue(ref reader, $"{path}[{array.Count}]", problems));
        return array;
    }
}
