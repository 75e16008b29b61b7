using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary><c>metav1.Time</c>: RFC 3339 in UTC with whole seconds.</summary>
internal sealed class TimeConverter : JsonConverter<DateTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().UtcDateTime;

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static string Text(DateTime value) => value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture);
}
