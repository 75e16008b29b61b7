using System.Text.Json;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>Reads answers, keeping one undecodable object from taking its whole list along.</summary>
internal static class ObjectDecoder
{
    /// <exception cref="JsonException">Not of this shape.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> utf8) => KubernetesJson.Deserialize<T>(utf8);

    /// <exception cref="JsonException">
    /// Not a list; items that can't be read are in <see cref="KubernetesList{T}.Undecodable"/>.
    /// </exception>
    public static KubernetesList<T> DecodeList<T>(ReadOnlySpan<byte> utf8)
        where T : KubernetesObject
    {
        var raw = KubernetesJson.Deserialize<KubernetesList<JsonElement>>(utf8);
        var items = new List<T>(raw.Items.Count);
        var undecodable = new List<UndecodableObject>();
        foreach (var element in raw.Items)
        {
            if (TryDecode<T>(element, out var item, out var error))
                items.Add(item);
            else
                undecodable.Add(new UndecodableObject(ReadKey(element), error));
        }
        return new KubernetesList<T>
        {
            ApiVersion = raw.ApiVersion,
            Kind = raw.Kind,
            Metadata = raw.Metadata,
            Items = items,
            Undecodable = undecodable,
        };
    }

    public static bool TryDecode<T>(
        JsonElement element,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
        where T : KubernetesObject
    {
        try
        {
            value = element.Deserialize<T>(KubernetesJson.Options) ?? throw new JsonException("null");
            error = null;
            return true;
        }
        catch (JsonException exception)
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
