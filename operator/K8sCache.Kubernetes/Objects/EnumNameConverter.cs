using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// Enum values by their very names, as the API server's schema has them. The framework's own converter takes numbers that no
/// value has, too, and any case.
/// </summary>
public class EnumNameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : $"a value of kind {reader.TokenType}";
        var place = Array.IndexOf(Enum.GetNames<T>(), text);
        if (place >= 0)
            return Enum.GetValues<T>()[place];
        return FormerName(text) ?? throw new JsonException($"{text} is none of {string.Join(", ", Enum.GetNames<T>())}");
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Enum.GetName(value) ?? throw new JsonException($"{typeof(T).Name} has no value {value}"));

    /// <summary>What a name means that is written no more; null where it never was one.</summary>
    protected virtual T? FormerName(string text) => null;
}
