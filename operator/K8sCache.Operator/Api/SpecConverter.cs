using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace K8sCache.Operator.Api;

/// <summary>
/// Reads any spec: one that cannot be read says why in <see cref="CacheClusterSpec.Unreadable"/>. The API server keeps nonsense
/// out by the schema, but not where an older schema let it in or is still the one installed; and a cluster whose spec is
/// nonsense is to be cared for like any other.
/// </summary>
internal sealed class SpecConverter : JsonConverter<CacheClusterSpec>
{
    /// <summary>Deepest spec that is read, in levels: a pod's affinity takes ten.</summary>
    private const int MaxDepth = 64;

    /// <summary>Levels that are named where something is wrong.</summary>
    private const int NamedLevels = 8;

    public override bool HandleNull => true;

    public override CacheClusterSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        if (json.RootElement.ValueKind == JsonValueKind.Null)
            return new CacheClusterSpec();
        try
        {
            var type = (JsonTypeInfo<CacheClusterSpec>)options.GetTypeInfo(typeof(CacheClusterSpec));
            return JsonSerializer.Deserialize(WithoutNulls(json.RootElement), type)!;
        }
        // Whatever it is, it is of this one spec: the object it is in, and the list that is in, are read all the same.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new CacheClusterSpec { Unreadable = SpecReadingError.Describe(error, json.RootElement) };
        }
    }

    public override void Write(Utf8JsonWriter writer, CacheClusterSpec value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(typeof(CacheClusterSpec)));

    /// <summary>As the API server does before it fills in defaults: a member that is null is one that is not there.</summary>
    private static ReadOnlySpan<byte> WithoutNulls(JsonElement spec)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Copy(spec, writer, "spec", 0);
        return buffer.WrittenSpan;
    }

    private static void Copy(JsonElement value, Utf8JsonWriter writer, string path, int depth)
    {
        if (depth > MaxDepth)
            throw new JsonException($"{path} is nested deeper than {MaxDepth} levels");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                {
                    writer.WritePropertyName(member.Name);
                    Copy(member.Value, writer, depth < NamedLevels ? $"{path}.{member.Name}" : path, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    if (item.ValueKind == JsonValueKind.Null)
                        throw new JsonException($"{path}[{index}] is null: a list's items cannot be");
                    Copy(item, writer, $"{path}[{index}]", depth + 1);
                }
                writer.WriteEndArray();
                break;
            default:
                CopyScalar(value, writer, path);
                break;
        }
    }

    private static void CopyScalar(JsonElement value, Utf8JsonWriter writer, string path)
    {
        try
        {
            value.WriteTo(writer);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException($"{path} is no text that Unicode knows", error);
        }
    }
}
