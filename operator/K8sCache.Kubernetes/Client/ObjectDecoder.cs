using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>Reads answers, keeping one undecodable object from taking its whole list along.</summary>
internal static class ObjectDecoder
{
    /// <exception cref="JsonException">
    /// Not a list; items that can't be read are in <see cref="ObjectList{T}.Undecodable"/>.
    /// </exception>
    public static ObjectList<T> DecodeList<T>(ReadOnlySpan<byte> utf8, ObjectJson json)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var raw = json.Deserialize<ObjectListEnvelope>(utf8);
        var items = new List<T>(raw.Items.Count);
        var undecodable = new List<UndecodableObject>();
        foreach (var element in raw.Items)
        {
            if (TryDecode<T>(element, json, out var item, out var error))
                items.Add(item);
            else
                undecodable.Add(new UndecodableObject(ReadKey(element), error));
        }
        return new ObjectList<T> { Metadata = raw.Metadata, Items = items, Undecodable = undecodable };
    }

    public static bool TryDecode<T>(
        JsonElement element, ObjectJson json, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? error)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            value = json.Deserialize<T>(element);
            error = null;
            return true;
        }
        // The package's converters throw the last two at values of a wrong form.
        catch (Exception exception) when (exception is JsonException or FormatException or NotSupportedException)
        {
            value = null;
            error = exception.Message;
            return false;
        }
    }

    public static ObjectKey ReadKey(JsonElement element) =>
        new(ReadMetadata(element, "namespace"), ReadMetadata(element, "name"));

    /// <summary>A text of the object's metadata; empty where it has none.</summary>
    public static string ReadMetadata(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
