using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>The scale subresource: an autoscaling/v1 Scale read from, and written to, its parent.</summary>
public sealed class ScaleOperation(UpdateOperation update)
{
    private static readonly ScalePaths BuiltIn = new(".spec.replicas", ".status.replicas", null);

    public static JsonObject Show(ResourceDefinition resource, JsonObject parent)
    {
        var paths = resource.Scale ?? BuiltIn;
        var metadata = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (parent.MetaText(field) is { Length: > 0 } text)
                metadata[field] = text;
        }
        var spec = new JsonObject();
        // Zero is left out of the spec, as the type's omitempty has it; the status always names its count.
        if (ObjectMeta.Number(parent.At(Dotted(paths.SpecReplicas))) is { } wanted and not 0)
            spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = ObjectMeta.Number(parent.At(Dotted(paths.StatusReplicas))) ?? 0 };
        if (Selector(resource, parent) is { Length: > 0 } selector)
            status["selector"] = selector;
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = status,
        };
    }

    public JsonObject Replace(WriteRequest request, JsonObject scale)
    {
        if (ObjectMeta.Text(scale["kind"]) is not (null or "Scale"))
        {
            throw Errors.BadRequest(
                "no kind is registered for the type v1.Scale in scheme \"k8s.io/apiextensions-apiserver/pkg/apiserver/customresource_handler.go:781\"");
        }
        return Write(request, _ => scale);
    }

    /// <param name="request">Names the parent.</param>
    /// <param name="change">Makes the new Scale from the current one.</param>
    public JsonObject Write(WriteRequest request, Func<JsonObject, JsonObject> change)
    {
        var resource = request.Resource;
        var updated = update.Run(request, live =>
        {
            var scale = change(Show(resource, live));
            var parent = ApiCore.Clone(live);
            SetReplicas(request, parent, scale);
            var version = scale.ResourceVersion();
            if (version.Length > 0)
                parent.Metadata()["resourceVersion"] = version;
            return new ObjectChange(parent, ChangeSource.Scale) { HasVersion = version.Length > 0 };
        });
        return Show(resource, updated);
    }

    private static void SetReplicas(WriteRequest request, JsonObject parent, JsonObject scale)
    {
        var replicas = ObjectMeta.Number(scale.At("spec.replicas")) ?? 0;
        if (replicas < 0 && !request.Resource.IsCustom)
        {
            var cause = FieldErrors.Invalid("spec.replicas", replicas.ToString(CultureInfo.InvariantCulture), "must be greater than or equal to 0");
            throw Errors.Invalid("autoscaling", "Scale", request.Name, [cause]);
        }
        var parts = Dotted((request.Resource.Scale ?? BuiltIn).SpecReplicas).Split('.');
        var holder = parent;
        foreach (var part in parts[..^1])
        {
            if (holder[part] is not JsonObject inner)
                holder[part] = inner = [];
            holder = inner;
        }
        holder[parts[^1]] = replicas;
    }

    private static string? Selector(ResourceDefinition resource, JsonObject parent)
    {
        if (resource.IsCustom)
            return resource.Scale?.LabelSelector is { } path ? ObjectMeta.Text(parent.At(Dotted(path))) : null;
        return parent.At("spec.selector") is JsonObject selector ? Selectors.SelectorText.Of(selector) : null;
    }

    private static string Dotted(string path) => path.TrimStart('.');
}
