using System.Text.Json.Nodes;

namespace K8sCache.Kubernetes.Client;

/// <summary>A change to a stored object, in one of the formats the API takes.</summary>
public sealed class KubernetesPatch
{
    private KubernetesPatch(string contentType, JsonNode body)
    {
        ContentType = contentType;
        Body = body;
    }

    public string ContentType { get; }

    public JsonNode Body { get; }

    /// <summary>RFC 7386: members replace, null removes, arrays are replaced whole.</summary>
    public static KubernetesPatch Merge(JsonObject body) => new(PatchContentTypes.Merge, body);

    /// <summary>RFC 6902: operations in order, all or none; a failing <c>test</c> is a 422.</summary>
    public static KubernetesPatch Json(params JsonPatchOperation[] operations) =>
        new(PatchContentTypes.Json, new JsonArray([.. operations.Select(operation => (JsonNode)operation.ToNode())]));

    /// <summary>Kubernetes' own: as merge, but lists merge by their keys. Built-in kinds only.</summary>
    public static KubernetesPatch Strategic(JsonObject body) => new(PatchContentTypes.Strategic, body);
}
