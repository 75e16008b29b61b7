using System.Text.Json.Nodes;

namespace K8sCache.Kubernetes.Client;

/// <summary>One operation of RFC 6902.</summary>
public sealed record JsonPatchOperation
{
    /// <summary><c>add</c>, <c>remove</c>, <c>replace</c>, <c>move</c>, <c>copy</c> or <c>test</c>.</summary>
    public required string Op { get; init; }

    /// <summary>RFC 6901 pointer.</summary>
    public required string Path { get; init; }

    public string? From { get; init; }

    public JsonNode? Value { get; init; }

    public static JsonPatchOperation Add(string path, JsonNode value) =>
        new() { Op = "add", Path = path, Value = value };

    public static JsonPatchOperation Remove(string path) =>
        new() { Op = "remove", Path = path };

    public static JsonPatchOperation Replace(string path, JsonNode value) =>
        new() { Op = "replace", Path = path, Value = value };

    public static JsonPatchOperation Test(string path, JsonNode value) =>
        new() { Op = "test", Path = path, Value = value };

    internal JsonObject ToNode()
    {
        var node = new JsonObject { ["op"] = Op, ["path"] = Path };
        if (From is not null)
            node["from"] = From;
        if (Value is not null)
            node["value"] = Value.DeepClone();
        return node;
    }
}
