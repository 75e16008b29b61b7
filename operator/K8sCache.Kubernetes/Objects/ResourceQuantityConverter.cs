using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// Quantities of the package's models. Its own reader throws what no caller expects at a text that is none, and spends
/// minutes and gigabytes on an exponent of nine digits: <see cref="Quantity"/> judges the text first.
/// </summary>
internal sealed class ResourceQuantityConverter : JsonConverter<ResourceQuantity>
{
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString();
        return Quantity.TryParse(text, out var quantity)
            ? quantity.ToModel()
            : throw new JsonException($"'{text}' is not a quantity");
    }

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
