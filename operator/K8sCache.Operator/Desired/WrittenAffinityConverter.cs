using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>Reads and writes affinity as <see cref="WrittenAffinity"/>.</summary>
internal sealed class WrittenAffinityConverter : JsonConverter<V1Affinity>
{
    public override V1Affinity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new WrittenAffinity(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, V1Affinity value, JsonSerializerOptions options) =>
        ((WrittenAffinity)value).Json.WriteTo(writer);
}
