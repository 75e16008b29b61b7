using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Patching;
using K8sCache.LocalCluster.Patching.Ownership;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>PATCH in its four types, on an object, its status or its scale.</summary>
internal sealed class PatchOperation(
    ApiCore core,
    CreateOperation create,
    UpdateOperation update,
    ScaleOperation scale,
    FieldSchemas schemas,
    FieldApplier applier)
{
    public (JsonObject Object, bool Created) Run(WriteRequest request, PatchType type, ReadOnlyMemory<byte> body)
    {
        if (type == PatchType.Apply)
            return new ApplyOperation(core, create, update, scale, applier).Run(request, body);
        var patch = Parse(type, body);
        if (request.Subresource == "scale")
            return (scale.Write(request, current => Patched(request, type, current, patch)), false);
        var updated = update.Run(request, live =>
        {
            var patched = Patched(request, type, live, patch);
            CheckKind(request, patched);
            return new ObjectChange(patched, ChangeSource.Patch) { HasVersion = NamesVersion(type, patch) };
        });
        return (updated, false);
    }

    private JsonObject Patched(WriteRequest request, PatchType type, JsonObject live, JsonNode patch)
    {
        try
        {
            return type switch
            {
                PatchType.Json => JsonPatch.Apply(live, patch.AsArray()).AsObject(),
                PatchType.Merge => JsonMergePatch.Apply(live, patch)!.AsObject(),
                _ => StrategicMergePatch.Apply(live, patch.AsObject(), schemas.Of(request.Resource)),
            };
        }
        catch (Exception e) when (e is JsonPatchException || (type == PatchType.Json && e is InvalidOperationException))
        {
            throw Errors.Make(422, "Invalid", "the server rejected our request due to an error in our request", new StatusDetails());
        }
    }

    private static JsonNode Parse(PatchType type, ReadOnlyMemory<byte> body)
    {
        JsonNode? patch;
        try
        {
            patch = JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            throw Errors.BadRequest($"error decoding patch: invalid JSON: {Encoding.UTF8.GetString(body.Span)}");
        }
        if (type == PatchType.Json)
        {
            return patch as JsonArray
                ?? throw Errors.BadRequest($"error decoding patch: json: cannot unmarshal {GoType(patch)} into Go value of type []handlers.jsonPatchOp");
        }
        return patch as JsonObject
            ?? throw Errors.BadRequest($"error decoding patch: json: cannot unmarshal {GoType(patch)} into Go value of type map[string]interface {{}}");
    }

    private static string GoType(JsonNode? node) => node switch
    {
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => "string",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => "number",
        _ => "bool",
    };

    private static void CheckKind(WriteRequest request, JsonObject patched)
    {
        var resource = request.Resource;
        var kind = Metadata.ObjectMeta.Text(patched["kind"]) ?? "";
        if (kind == resource.Kind)
            return;
        throw Errors.Invalid(resource.Group, kind, request.Name, [FieldErrors.InvalidString("kind", kind, $"must be {resource.Kind}")]);
    }

    private static bool NamesVersion(PatchType type, JsonNode patch) =>
        type != PatchType.Json && patch["metadata"]?["resourceVersion"] is not null;
}
