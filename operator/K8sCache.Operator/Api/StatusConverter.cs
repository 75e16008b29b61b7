using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Operator.Api;

/// <summary>Reads a status that cannot be read as none: it is this operator's own, which writes it anew.</summary>
internal sealed class StatusConverter : JsonConverter<CacheClusterStatus?>
{
    public override CacheClusterStatus? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        try
        {
            return (CacheClusterStatus?)json.Deserialize(options.GetTypeInfo(typeof(CacheClusterStatus)));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, CacheClusterStatus? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(typeof(CacheClusterStatus)));
}
