using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Protobuf;

/// <summary>
/// Decodes <c>application/vnd.kubernetes.protobuf</c>: the magic <c>k8s\0</c>, then runtime.Unknown (type meta = 1,
/// raw = 2), whose raw part is the object. Empty strings and zero counts, which Go's proto2 encoding always writes, are
/// left out as Go's JSON encoding leaves them out.
/// </summary>
internal static class ProtobufReader
{
    private const int MaximumDepth = 32;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="ApiException">400 when malformed, 415 for a kind whose layout is not known here.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic)) throw Malformed("provided data does not appear to be a protobuf message");
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = [];
        var unknown = new WireReader(body[Magic.Length..]);
        while (unknown.Next())
        {
            if (unknown.Field == 1) (apiVersion, kind) = ReadTypeMeta(unknown.Bytes);
            else if (unknown.Field == 2) raw = unknown.Bytes;
        }

        if (ProtobufMessages.Find(kind) is null)
        {
            throw Errors.UnsupportedMediaType(
                $"{kind} is not taken as protobuf - accepted media types include: application/json, application/yaml");
        }

        var json = ReadMessage(raw, kind, 0);
        json["apiVersion"] = apiVersion;
        json["kind"] = kind;
        return json;
    }

    private static (string ApiVersion, string Kind) ReadTypeMeta(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) apiVersion = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2) kind = Encoding.UTF8.GetString(reader.Bytes);
        }

        return (apiVersion, kind);
    }

    private static JsonObject ReadMessage(ReadOnlySpan<byte> bytes, string message, int depth)
    {
        if (depth > MaximumDepth) throw Malformed("nested too deeply");
        var fields = ProtobufMessages.Find(message) ?? throw new InvalidOperationException($"no message {message}");
        var json = new JsonObject();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (!fields.TryGetValue(reader.Field, out var field)) continue;
            if (field.Type is "map" or "bytemap") ReadEntry(reader.Bytes, Container<JsonObject>(json, field.Name), field.Type == "bytemap");
            else if (ReadValue(ref reader, field, depth) is { } value)
            {
                if (field.IsRepeated) Container<JsonArray>(json, field.Name).Add(value);
                else json[field.Name] = value;
            }
        }

        return json;
    }

    private static T Container<T>(JsonObject json, string name)
        where T : JsonNode
    {
        if (json[name] is T existing) return existing;
        JsonNode made = typeof(T) == typeof(JsonArray) ? new JsonArray() : new JsonObject();
        json[name] = made;
        return (T)made;
    }

    private static JsonNode? ReadValue(ref WireReader reader, ProtobufField field, int depth)
    {
        switch (field.Type)
        {
            case "string":
                var text = Encoding.UTF8.GetString(reader.Bytes);
                return text.Length == 0 && !field.IsRepeated ? null : text;
            case "int": return reader.Number;
            case "count": return reader.Number == 0 ? null : reader.Number;
            case "bool": return reader.Number != 0;
            case "time" or "microtime": return ReadTime(reader.Bytes, field.Type == "microtime");
            case "quantity":
                var quantity = ReadMessage(reader.Bytes, "LocalObjectReference", depth + 1);
                return quantity["name"]?.DeepClone();
            case "intorstring": return ReadIntOrString(reader.Bytes);
            default: return ReadMessage(reader.Bytes, field.Type, depth + 1);
        }
    }

    private static void ReadEntry(ReadOnlySpan<byte> bytes, JsonObject map, bool isBytes)
    {
        var key = "";
        ReadOnlySpan<byte> value = [];
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) key = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2) value = reader.Bytes;
        }

        map[key] = isBytes ? Convert.ToBase64String(value) : Encoding.UTF8.GetString(value);
    }

    /// <summary>Seconds = 1 and nanoseconds = 2 since the epoch; the zero time is an empty message.</summary>
    private static JsonNode? ReadTime(ReadOnlySpan<byte> bytes, bool isMicro)
    {
        if (bytes.IsEmpty) return null;
        long seconds = 0, nanos = 0;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) seconds = reader.Number;
            else if (reader.Field == 2) nanos = reader.Number;
        }

        if (seconds is < -62135596800 or > 253402300799) return null;
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
        var form = isMicro ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return time.ToString(form, CultureInfo.InvariantCulture);
    }

    private static JsonNode? ReadIntOrString(ReadOnlySpan<byte> bytes)
    {
        long type = 0, number = 0;
        var text = "";
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) type = reader.Number;
            else if (reader.Field == 2) number = reader.Number;
            else if (reader.Field == 3) text = Encoding.UTF8.GetString(reader.Bytes);
        }

        return type == 0 ? number : text;
    }

    private static ApiException Malformed(string why) => Errors.BadRequest($"the object provided is unrecognized: {why}");
}
