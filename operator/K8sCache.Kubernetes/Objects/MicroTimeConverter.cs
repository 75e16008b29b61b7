using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// <c>metav1.MicroTime</c>: RFC 3339 in UTC with exactly six fraction digits; the server refuses any other number.
/// </summary>
/// <remarks>Set it on the property: <c>[JsonConverter(typeof(MicroTimeConverter))]</c>.</remarks>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
